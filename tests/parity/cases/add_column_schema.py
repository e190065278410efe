# dialects: postgresql sqlite mysql mariadb


def upgrade():
    op.add_column('t', sa.Column('x', sa.Integer(), nullable=False, server_default='0'), schema='app')


def downgrade():
    op.drop_column('t', 'x', schema='app')
