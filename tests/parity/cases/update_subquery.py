# dialects: postgresql sqlite mysql mariadb


def upgrade():
    t = sa.table('t', sa.column('id', sa.Integer), sa.column('name', sa.String), sa.column('ok', sa.Boolean), sa.column('at', sa.DateTime), sa.column('amount', sa.Numeric(10, 2)))
    u = sa.table('u', sa.column('id', sa.Integer), sa.column('v', sa.String))
    op.execute(t.update().values(name=sa.select(u.c.v).where(u.c.id == t.c.id).scalar_subquery()))
    op.execute(t.delete().where(t.c.id.in_(sa.select(u.c.id))))


def downgrade():
    pass
