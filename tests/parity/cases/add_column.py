# dialects: postgresql sqlite mysql mariadb


def upgrade():
    op.add_column('t', sa.Column('x', sa.String(length=20), nullable=True))


def downgrade():
    op.drop_column('t', 'x')
