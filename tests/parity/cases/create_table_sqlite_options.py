# dialects: sqlite


def upgrade():
    op.create_table('m', sa.Column('id', sa.Integer(), primary_key=True), sqlite_autoincrement=True)
    op.create_table('n', sa.Column('id', sa.Integer(), primary_key=True), sqlite_with_rowid=False)
    op.create_table('o', sa.Column('id', sa.Integer(), primary_key=True), sqlite_strict=True)
    op.create_table('p', sa.Column('x', sa.Integer(), nullable=False, sqlite_on_conflict_not_null='FAIL'), sa.UniqueConstraint('x', sqlite_on_conflict='IGNORE'))


def downgrade():
    pass
