# dialects: postgresql sqlite mysql mariadb


def upgrade():
    op.create_table('t', sa.Column('a', sa.JSON().with_variant(postgresql.JSONB(), 'postgresql')), sa.Column('b', sa.String(10).with_variant(sa.Text(), 'sqlite')), sa.Column('c', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), primary_key=True))


def downgrade():
    pass
