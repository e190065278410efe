# dialects: postgresql sqlite


def upgrade():
    op.execute(sa.text('DELETE FROM a WHERE x = 1'))


def downgrade():
    pass
