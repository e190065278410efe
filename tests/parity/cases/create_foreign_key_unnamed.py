# dialects: postgresql mysql mariadb


def upgrade():
    op.create_foreign_key(None, 'a', 'b', ['x'], ['y'])


def downgrade():
    pass
