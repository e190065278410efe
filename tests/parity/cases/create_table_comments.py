# dialects: postgresql sqlite mysql mariadb


def upgrade():
    op.create_table('a', sa.Column('x', sa.Integer(), comment="the x's"), comment='all of them')


def downgrade():
    op.drop_table('a')
