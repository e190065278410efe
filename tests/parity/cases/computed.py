# dialects: postgresql sqlite mysql mariadb


def upgrade():
    op.create_table('t', sa.Column('a', sa.Integer()), sa.Column('b', sa.Integer(), sa.Computed('a + 1', persisted=True)))
    op.add_column('t', sa.Column('c', sa.Integer(), sa.Computed('a * 2', persisted=True)))


def downgrade():
    pass
