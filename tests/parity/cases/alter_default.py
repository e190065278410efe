# dialects: postgresql mysql mariadb


def upgrade():
    op.alter_column('t', 'x', server_default='abc')
    op.alter_column('t', 'y', server_default=sa.text('now()'))
    op.alter_column('t', 'z', server_default=sa.func.now())


def downgrade():
    op.alter_column('t', 'x', server_default=None)
