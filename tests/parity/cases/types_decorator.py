# dialects: postgresql sqlite mysql mariadb

class Hashed(sa.types.TypeDecorator):
    impl = sa.String
    cache_ok = True


def upgrade():
    op.create_table('t', sa.Column('a', Hashed(64)), sa.Column('b', Hashed(12), nullable=False))


def downgrade():
    pass
