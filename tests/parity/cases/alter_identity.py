# dialects: postgresql


def upgrade():
    op.alter_column('t', 'x', server_default=sa.Identity(always=True), existing_type=sa.Integer())
    op.alter_column('t', 'y', server_default=sa.Identity(start=5), existing_server_default=sa.Identity())
    op.alter_column('t', 'z', server_default=None, existing_server_default=sa.Identity())


def downgrade():
    pass
