# dialects: postgresql mysql mariadb


def upgrade():
    op.create_table('t', sa.Column('s', postgresql.ENUM('a', 'b', name='status', create_type=False)))


def downgrade():
    pass
