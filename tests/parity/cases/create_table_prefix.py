# dialects: postgresql sqlite mysql mariadb


def upgrade():
    op.create_table('a', sa.Column('x', sa.Integer()), prefixes=['TEMPORARY'])


def downgrade():
    pass
