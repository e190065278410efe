# dialects: postgresql sqlite mysql mariadb


def upgrade():
    op.create_table('m', sa.Column('x', sa.Integer()), mysql_engine='InnoDB', mysql_charset='utf8')


def downgrade():
    pass
