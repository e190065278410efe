# dialects: postgresql sqlite mysql mariadb


def upgrade():
    op.create_table('a', sa.Column('id', sa.String(36), primary_key=True))


def downgrade():
    pass
