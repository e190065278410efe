# dialects: sqlite


def upgrade():
    op.create_table('t', sa.Column('a', sa.Integer()), sa.Column('b', sa.Integer(), sa.Computed('a + 1')), sa.Column('c', sa.Integer(), sa.Computed('a + 2', persisted=False)))


def downgrade():
    pass
