# dialects: postgresql sqlite mysql mariadb


def upgrade():
    op.execute("UPDATE a SET x = 'a%b' WHERE y LIKE '%z'")


def downgrade():
    pass
