# dialects: postgresql mysql mariadb


def upgrade():
    op.create_index('i' * 63, 'a', ['x'])
    op.create_table('a', sa.Column('x', sa.Integer()), sa.UniqueConstraint('x', name=op.f('u' * 70)))


def downgrade():
    pass
