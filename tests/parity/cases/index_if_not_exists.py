# dialects: postgresql sqlite mysql mariadb


def upgrade():
    op.create_index('ix', 'a', ['x'], if_not_exists=True)


def downgrade():
    op.drop_index('ix', table_name='a', if_exists=True)
