# dialects: postgresql sqlite mysql mariadb


def upgrade():
    op.create_table('t', sa.Column('s', sa.Enum('new', 'old', "it's", name='status')))


def downgrade():
    op.drop_table('t')
