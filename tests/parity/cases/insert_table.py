# dialects: postgresql sqlite mysql mariadb


def upgrade():
    t = sa.table('t', sa.column('id', sa.Integer), sa.column('name', sa.String), sa.column('ok', sa.Boolean), sa.column('at', sa.DateTime), sa.column('amount', sa.Numeric(10, 2)))
    import datetime, decimal
    op.execute(t.insert().values(id=1, name="it's", ok=False, at=datetime.datetime(2025, 1, 2, 3, 4, 5), amount=decimal.Decimal('1.50')))
    op.execute(sa.insert(t).values([{'id': 1, 'name': 'a'}, {'id': 2, 'name': 'b'}]))


def downgrade():
    pass
