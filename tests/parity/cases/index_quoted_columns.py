# dialects: postgresql sqlite mysql mariadb


def upgrade():
    op.create_index('Ix', 'Table', ['Column', 'select'])


def downgrade():
    pass
