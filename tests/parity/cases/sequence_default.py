# dialects: postgresql mysql mariadb


def upgrade():
    op.create_table('t', sa.Column('id', sa.Integer(), sa.Sequence('t_seq'), primary_key=True))


def downgrade():
    pass
