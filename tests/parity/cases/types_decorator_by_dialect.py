# dialects: postgresql sqlite mysql mariadb

class GUID(sa.types.TypeDecorator):
    impl = sa.CHAR
    cache_ok = True

    def load_dialect_impl(self, dialect):
        if dialect.name == "postgresql":
            return dialect.type_descriptor(postgresql.UUID())
        return dialect.type_descriptor(sa.CHAR(32))


def upgrade():
    op.create_table('t', sa.Column('a', GUID()))


def downgrade():
    pass
