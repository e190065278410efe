# dialects: postgresql mysql mariadb


def upgrade():
    op.alter_column('t', 'x', new_column_name='y', type_=sa.Text(), nullable=False, server_default='q', comment='c', existing_type=sa.String())


def downgrade():
    pass
