# dialects: postgresql sqlite mysql mariadb


def upgrade():
    op.create_table('a', sa.Column('id', sa.Integer(), primary_key=True), sa.Column('x', sa.String(20), nullable=False))


def downgrade():
    op.drop_table('a')
