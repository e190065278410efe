# dialects: postgresql sqlite mysql mariadb


def upgrade():
    op.execute(sa.text('DELETE FROM a WHERE x = 1'))


def downgrade():
    pass
