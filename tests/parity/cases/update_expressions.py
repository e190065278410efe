# dialects: postgresql sqlite mysql mariadb


def upgrade():
    t = sa.table('t', sa.column('id', sa.Integer), sa.column('name', sa.String), sa.column('ok', sa.Boolean), sa.column('at', sa.DateTime), sa.column('amount', sa.Numeric(10, 2)))
    op.execute(t.update().values(name=sa.case((t.c.id == 1, 'one'), (t.c.id == 2, 'two'), else_='many')))
    op.execute(t.update().values(name=sa.func.lower(t.c.name), id=sa.cast(t.c.name, sa.Integer)))
    op.execute(t.update().where(sa.or_(t.c.name != 'a', t.c.id.between(1, 5))).values(ok=sa.false()))


def downgrade():
    pass
