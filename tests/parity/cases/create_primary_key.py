# dialects: postgresql mysql mariadb


def upgrade():
    op.create_primary_key('pk', 'a', ['x', 'y'], schema='app')


def downgrade():
    op.drop_constraint('pk', 'a', type_='primary', schema='app')
