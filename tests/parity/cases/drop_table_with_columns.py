# dialects: postgresql sqlite


def upgrade():
    op.drop_table('a')


def downgrade():
    pass
