# dialects: postgresql sqlite


def upgrade():
    op.alter_column('t', 'x', new_column_name='y')


def downgrade():
    op.alter_column('t', 'y', new_column_name='x', existing_type=sa.Integer())
