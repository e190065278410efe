# dialects: postgresql sqlite mysql mariadb


def upgrade():
    op.create_index('ix', 'a', ['x', 'y'])


def downgrade():
    op.drop_index('ix', table_name='a')
