# dialects: postgresql sqlite mysql mariadb


def upgrade():
    op.create_table('t', sa.Column('a', sa.Boolean(create_constraint=True, name='ck_a')), sa.Column('b', sa.Boolean(create_constraint=True)))


def downgrade():
    pass
