# dialects: postgresql sqlite


def upgrade():
    op.create_table('größe', sa.Column('naïve', sa.String(), server_default='日本'))
    op.execute("UPDATE a SET x = 'ü'")


def downgrade():
    pass
