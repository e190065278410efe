# dialects: postgresql mysql mariadb


def upgrade():
    op.create_table('t', sa.Column('a', sa.Enum('x', 'y', name='xy')), sa.Column('b', sa.Enum('x', 'y', name='xy')))


def downgrade():
    pass
