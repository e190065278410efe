# dialects: postgresql
# differs: PostgreSQL refuses it inside a transaction


def upgrade():
    op.create_index('ix', 'a', ['x'], postgresql_concurrently=True)


def downgrade():
    pass
