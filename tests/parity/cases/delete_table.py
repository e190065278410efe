# dialects: postgresql sqlite mysql mariadb


def upgrade():
    t = sa.table('t', sa.column('id', sa.Integer), sa.column('name', sa.String), sa.column('ok', sa.Boolean), sa.column('at', sa.DateTime), sa.column('amount', sa.Numeric(10, 2)))
    op.execute(t.delete().where(t.c.id.in_([1, 2, 3])))
    op.execute(t.delete().where(~t.c.ok))
    op.execute(sa.delete(t).where(t.c.name.like('a%')))
    op.execute(t.delete())


def downgrade():
    pass
