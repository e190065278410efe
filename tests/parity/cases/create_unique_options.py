# dialects: postgresql mysql mariadb


def upgrade():
    op.create_unique_constraint('uq', 'a', ['x'], deferrable=True, initially='DEFERRED', postgresql_nulls_not_distinct=True)


def downgrade():
    pass
