# dialects: postgresql
# differs: PostgreSQL demands a USING cast here


def upgrade():
    op.alter_column('t', 'x', type_=sa.Integer(), existing_type=sa.String())


def downgrade():
    pass
