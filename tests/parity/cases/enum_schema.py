# dialects: postgresql sqlite mysql mariadb


def upgrade():
    op.create_table('t', sa.Column('s', sa.Enum('a', 'b', name='status', schema='app')), schema='app')


def downgrade():
    pass
