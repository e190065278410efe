# dialects: postgresql sqlite


def upgrade():
    op.create_table('a', sa.Column('id', sa.Integer(), primary_key=True), sa.Column('x', sa.String(), index=True), sa.Column('y', sa.String(), unique=True))
    op.create_table('b', sa.Column('z', sa.Integer(), index=True, unique=True))


def downgrade():
    op.drop_table('a')
