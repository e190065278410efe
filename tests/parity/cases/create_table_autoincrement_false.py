# dialects: postgresql sqlite mysql mariadb


def upgrade():
    op.create_table('a', sa.Column('id', sa.BigInteger(), primary_key=True, autoincrement=False))


def downgrade():
    pass
