# dialects: postgresql sqlite mysql mariadb


def upgrade():
    op.create_index('ix', 'a', ['x'], unique=True, schema='app')


def downgrade():
    op.drop_index('ix', table_name='a', schema='app')
