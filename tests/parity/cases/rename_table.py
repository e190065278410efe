# dialects: postgresql sqlite mysql mariadb


def upgrade():
    op.rename_table('a', 'b')


def downgrade():
    op.rename_table('b', 'a', schema='app')
