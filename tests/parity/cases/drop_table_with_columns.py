# dialects: postgresql sqlite mysql mariadb


def upgrade():
    op.drop_table('a')


def downgrade():
    pass
