# dialects: postgresql sqlite


def upgrade():
    op.create_table('t', sa.Column('a', sa.Boolean(create_constraint=True, name='ck_a')), sa.Column('b', sa.Boolean(create_constraint=True)))


def downgrade():
    pass
