# dialects: postgresql


def upgrade():
    op.alter_column('t', 'x', nullable=False)


def downgrade():
    op.alter_column('t', 'x', nullable=True)
