# dialects: postgresql sqlite mysql mariadb


def upgrade():
    op.create_table('a', sa.Column('id', sa.Integer(), primary_key=True), sa.Column('b_id', sa.Integer(), sa.ForeignKey('b.id')), sa.Column('c_id', sa.Integer(), sa.ForeignKey('app.c.id', ondelete='SET NULL', onupdate='CASCADE', name='fk_c')))


def downgrade():
    pass
