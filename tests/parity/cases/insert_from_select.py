# dialects: postgresql sqlite mysql mariadb


def upgrade():
    t = sa.table('t', sa.column('id', sa.Integer), sa.column('name', sa.String), sa.column('ok', sa.Boolean), sa.column('at', sa.DateTime), sa.column('amount', sa.Numeric(10, 2)))
    u = sa.table('u', sa.column('id', sa.Integer), sa.column('v', sa.String))
    op.execute(t.insert().from_select(['id', 'name'], sa.select(u.c.id, u.c.v).where(u.c.v != 'x')))


def downgrade():
    pass
