# dialects: postgresql sqlite mysql mariadb


def upgrade():
    op.create_table('a', sa.Column('x', sa.Integer()), sa.UniqueConstraint('x', name='u', deferrable=True, initially='IMMEDIATE'))


def downgrade():
    pass
