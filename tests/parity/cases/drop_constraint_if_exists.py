# dialects: postgresql


def upgrade():
    op.drop_constraint('c', 'a', if_exists=True)


def downgrade():
    pass
