# dialects: postgresql sqlite


def upgrade():
    op.create_table('a')


def downgrade():
    pass
