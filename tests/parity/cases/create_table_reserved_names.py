# dialects: postgresql sqlite mysql mariadb


def upgrade():
    op.create_table('order', sa.Column('select', sa.Integer()), sa.Column('CamelCase', sa.Integer()), sa.Column('with space', sa.Integer()), sa.Column('qu"ote', sa.Integer()), sa.Column('1st', sa.Integer()), sa.Column('user', sa.Integer()))


def downgrade():
    op.drop_table('order')
