# dialects: postgresql mysql mariadb


def upgrade():
    op.execute("UPDATE a SET x = y::text WHERE z = '10:30'")
    op.execute(sa.text("UPDATE a SET x = y\\:\\:text"))


def downgrade():
    pass
