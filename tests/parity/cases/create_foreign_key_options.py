# dialects: postgresql


def upgrade():
    op.create_foreign_key('fk', 'a', 'b', ['x', 'y'], ['x', 'y'], ondelete='CASCADE', onupdate='SET NULL', deferrable=True, initially='DEFERRED', match='FULL', source_schema='s1', referent_schema='s2')


def downgrade():
    pass
