# dialects: postgresql mysql mariadb


def upgrade():
    op.execute('SELECT 1')
    with op.get_context().autocommit_block():
        op.execute('SELECT 2')
    op.execute('SELECT 3')


def downgrade():
    pass
