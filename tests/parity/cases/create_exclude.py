# dialects: postgresql


def upgrade():
    op.create_exclude_constraint('ex', 'a', ('period', '&&'), ('room', '='), where=sa.text('room > 10'), using='gist')
    op.create_exclude_constraint('ex2', 'a', ('x', '='), deferrable=True, initially='DEFERRED')


def downgrade():
    pass
