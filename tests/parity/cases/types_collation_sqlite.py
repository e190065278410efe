# dialects: sqlite


def upgrade():
    op.create_table('t', sa.Column('a', sa.String(10, collation='NOCASE')))


def downgrade():
    pass
