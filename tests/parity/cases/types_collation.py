# dialects: postgresql mysql mariadb


def upgrade():
    op.create_table('t', sa.Column('a', sa.String(10, collation='C')), sa.Column('b', sa.Text(collation='de_DE')))


def downgrade():
    pass
