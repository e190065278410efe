# dialects: postgresql sqlite mysql mariadb


def upgrade():
    op.create_table('a', sa.Column('x', sa.Integer()), if_not_exists=True)


def downgrade():
    op.drop_table('a', if_exists=True)
