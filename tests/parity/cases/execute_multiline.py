# dialects: postgresql sqlite mysql mariadb


def upgrade():
    op.execute("""
        UPDATE a
        SET x = 5
        WHERE y IS NULL
    """)


def downgrade():
    pass
