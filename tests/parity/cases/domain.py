# dialects: postgresql


def upgrade():
    op.create_table('t', sa.Column('a', postgresql.DOMAIN('positive', sa.Integer(), check='VALUE > 0', not_null=True)))


def downgrade():
    pass
