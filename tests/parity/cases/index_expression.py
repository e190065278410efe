# dialects: postgresql sqlite mysql mariadb


def upgrade():
    op.create_index('ix', 'a', [sa.text('lower(x)'), 'y'])
    op.create_index('ix2', 'a', [sa.func.lower(sa.column('x')), sa.text('y DESC')])


def downgrade():
    pass
