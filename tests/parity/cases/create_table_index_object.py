# dialects: postgresql sqlite mysql mariadb


def upgrade():
    op.create_table('a', sa.Column('x', sa.Integer()), sa.Column('y', sa.Integer()), sa.Index('ix_xy', 'x', 'y', unique=True))


def downgrade():
    pass
