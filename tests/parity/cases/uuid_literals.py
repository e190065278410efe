# dialects: postgresql sqlite mysql mariadb


def upgrade():
    import uuid
    t = sa.table('t', sa.column('u', sa.Uuid))
    op.bulk_insert(t, [{'u': uuid.UUID('12345678-1234-5678-1234-567812345678')}])


def downgrade():
    pass
