# dialects: postgresql mysql mariadb


def upgrade():
    op.alter_column('t', 'x', type_=sa.Text(), existing_type=sa.String(20))


def downgrade():
    op.alter_column('t', 'x', type_=sa.String(20), existing_type=sa.Text())
