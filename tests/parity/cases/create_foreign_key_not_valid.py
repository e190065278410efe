# dialects: postgresql mysql mariadb


def upgrade():
    op.create_foreign_key('fk', 'a', 'b', ['x'], ['y'], postgresql_not_valid=True)


def downgrade():
    pass
