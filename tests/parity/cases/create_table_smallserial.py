# dialects: postgresql sqlite mysql mariadb


def upgrade():
    op.create_table('a', sa.Column('id', sa.SmallInteger(), primary_key=True))


def downgrade():
    pass
