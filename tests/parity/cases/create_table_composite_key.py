# dialects: postgresql sqlite mysql mariadb


def upgrade():
    op.create_table('a', sa.Column('x', sa.Integer(), primary_key=True), sa.Column('y', sa.Integer(), primary_key=True), sa.Column('z', sa.Text()))


def downgrade():
    op.drop_table('a')
