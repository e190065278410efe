# dialects: postgresql


def upgrade():
    op.create_foreign_key(None, 'a', 'b', ['x'], ['y'])


def downgrade():
    pass
