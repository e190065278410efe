# dialects: postgresql sqlite mysql mariadb


def upgrade():
    op.execute('UPDATE a SET x = 5')
    op.execute("INSERT INTO a (x) VALUES ('it''s')")


def downgrade():
    pass
