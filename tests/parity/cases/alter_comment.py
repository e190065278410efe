# dialects: postgresql


def upgrade():
    op.alter_column('t', 'x', comment="it's")
    op.alter_column('t', 'y', comment=None, existing_comment='old')


def downgrade():
    pass
