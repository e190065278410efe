# dialects: postgresql sqlite mysql mariadb


def upgrade():
    op.create_index('ix', 'a', ['x'])


def downgrade():
    op.drop_index('ix')
