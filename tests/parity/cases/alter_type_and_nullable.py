# dialects: postgresql mysql mariadb


def upgrade():
    op.alter_column('t', 'x', type_=sa.BigInteger(), existing_type=sa.Integer(), nullable=True, existing_nullable=False, server_default='7')


def downgrade():
    pass
