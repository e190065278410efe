# dialects: postgresql sqlite mysql mariadb


def upgrade():
    op.add_column('t', sa.Column('x', sa.Integer(), index=True))


def downgrade():
    pass
