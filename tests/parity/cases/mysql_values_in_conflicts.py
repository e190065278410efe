# dialects: mysql mariadb
# differs: Alembic prints placeholders there, without their values


def upgrade():
    t = sa.table("t", sa.column("a", sa.Integer), sa.column("b", sa.String))
    op.execute(mysql.insert(t).values(a=1, b="x").on_duplicate_key_update(b="y", a=sa.column("a") + 1))
    i = mysql.insert(t).values(a=1, b="x")
    op.execute(i.on_duplicate_key_update(b=i.inserted.b, a=i.inserted.a + 5))
    op.execute(i.on_duplicate_key_update([("b", "z"), ("a", 3)]))
    op.execute(t.update().where(t.c.a.in_([1, 2]), t.c.a.is_distinct_from(5)).values(a=t.c.a % 3, b=sa.func.concat(t.c.b, "x")))


def downgrade():
    pass
