# dialects: postgresql sqlite mysql mariadb


def upgrade():
    import datetime
    a = op.create_table('a', sa.Column('id', sa.Integer(), primary_key=True), sa.Column('d', sa.Date()), sa.Column('f', sa.Float()))
    op.bulk_insert(a, [{'id': 1, 'd': datetime.date(2025, 1, 2), 'f': 1.5}])


def downgrade():
    op.drop_table('a')
