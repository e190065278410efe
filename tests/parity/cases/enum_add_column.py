# dialects: postgresql sqlite mysql mariadb


def upgrade():
    op.add_column('t', sa.Column('s', sa.Enum('a', 'b', name='ab'), nullable=True))


def downgrade():
    op.drop_column('t', 's')
