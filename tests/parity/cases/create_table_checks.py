# dialects: postgresql sqlite mysql mariadb


def upgrade():
    op.create_table('a', sa.Column('x', sa.Integer(), sa.CheckConstraint('x > 0')), sa.CheckConstraint('x < 100', name='ck_small'), sa.CheckConstraint(sa.column('x') != 5, name='ck_five'))


def downgrade():
    pass
