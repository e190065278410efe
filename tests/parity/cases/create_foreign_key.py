# dialects: postgresql mysql mariadb


def upgrade():
    op.create_foreign_key('fk', 'a', 'b', ['b_id'], ['id'])


def downgrade():
    op.drop_constraint('fk', 'a', type_='foreignkey')
