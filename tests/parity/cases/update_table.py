# dialects: postgresql sqlite mysql mariadb


def upgrade():
    t = sa.table('t', sa.column('id', sa.Integer), sa.column('name', sa.String), sa.column('ok', sa.Boolean), sa.column('at', sa.DateTime), sa.column('amount', sa.Numeric(10, 2)))
    op.execute(t.update().where(t.c.name == 'a').values(name='b'))
    op.execute(t.update().values({'ok': True, 'name': None}))
    op.execute(t.update().where(sa.and_(t.c.id > 5, t.c.id <= 10, t.c.name.is_(None))).values(name=op.inline_literal('x')))
    op.execute(t.update().values(name=t.c.name + '!', id=t.c.id * 2 - 1))


def downgrade():
    pass
