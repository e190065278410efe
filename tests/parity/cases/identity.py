# dialects: postgresql sqlite mysql mariadb


def upgrade():
    op.create_table('t', sa.Column('id', sa.Integer(), sa.Identity(), primary_key=True), sa.Column('b', sa.BigInteger(), sa.Identity(always=True, start=10, increment=5, minvalue=1, maxvalue=1000, cycle=True, cache=3), nullable=False))


def downgrade():
    pass
