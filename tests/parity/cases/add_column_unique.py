# dialects: postgresql mysql mariadb


def upgrade():
    op.add_column('t', sa.Column('x', sa.Integer(), unique=True))


def downgrade():
    pass
