# dialects: postgresql sqlite mysql mariadb


def upgrade():
    op.create_table('a', sa.Column('id', sa.Integer(), primary_key=True), sa.Column('parent_id', sa.Integer(), sa.ForeignKey('a.id')))


def downgrade():
    pass
