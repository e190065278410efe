# dialects: postgresql sqlite


def upgrade():
    op.alter_column('t', 'x', new_column_name='order', schema='app')


def downgrade():
    pass
