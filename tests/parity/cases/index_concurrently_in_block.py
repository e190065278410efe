# dialects: postgresql mysql mariadb


def upgrade():
    with op.get_context().autocommit_block():
        op.create_index('ix', 'a', ['x'], postgresql_concurrently=True)


def downgrade():
    with op.get_context().autocommit_block():
        op.drop_index('ix', table_name='a', postgresql_concurrently=True)
