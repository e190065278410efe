# dialects: postgresql mysql mariadb


def upgrade():
    op.alter_column('t', 'x', type_=sa.Integer(), existing_type=sa.String(), postgresql_using='x::integer')


def downgrade():
    pass
