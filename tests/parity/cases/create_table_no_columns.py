# dialects: postgresql sqlite mysql mariadb


def upgrade():
    op.create_table('a')


def downgrade():
    pass
