# dialects: postgresql
# differs: PostgreSQL refuses it inside a transaction


def upgrade():
    op.execute('CREATE INDEX CONCURRENTLY ix ON a (x)')


def downgrade():
    pass
