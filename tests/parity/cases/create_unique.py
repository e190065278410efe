# dialects: postgresql mysql mariadb


def upgrade():
    op.create_unique_constraint('uq', 'a', ['x', 'y'], schema='app')


def downgrade():
    op.drop_constraint('uq', 'a', type_='unique', schema='app')
