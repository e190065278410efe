# dialects: postgresql mysql mariadb


def upgrade():
    op.add_column('t', sa.Column('s', postgresql.ENUM('a', 'b', name='ab', create_type=False), server_default='a', nullable=False))


def downgrade():
    pass
