# dialects: mysql mariadb


def upgrade():
    t = sa.table("t", sa.column("a", sa.Integer), sa.column("b", sa.String), sa.column("c", sa.Boolean), sa.column("j", sa.JSON))
    u = sa.table("u", sa.column("a", sa.Integer), sa.column("d", sa.String))
    i = mysql.insert(t).values(a=1, b="x")
    op.execute(i.on_duplicate_key_update(b=i.inserted.b, a=sa.func.now()))
    op.execute(i.on_duplicate_key_update([("b", i.inserted.a), ("a", i.inserted.b)]))
    op.execute(t.update().where(t.c.a.in_([1, 2]), t.c.a.is_distinct_from(t.c.b), t.c.a.is_not_distinct_from(t.c.b)).values(a=t.c.a % 3, b=sa.func.concat(t.c.b, "x")))
    op.execute(t.update().where(t.c.a == u.c.a).values(b=u.c.d))
    op.execute(t.delete().where(t.c.a == u.c.a))
    op.execute(t.update().values(b=t.c.b + "x" + sa.cast(t.c.a, sa.String)))
    op.execute(t.update().where(t.c.b.contains("5%")).values(c=sa.true()))
    op.execute(t.update().where(t.c.b.startswith("a", autoescape=True), ~t.c.c, t.c.b.ilike("X%")).values(c=False))
    op.execute(t.update().values(a=sa.cast(t.c.b, sa.Integer), b=sa.cast(t.c.a, sa.String(5))))
    op.execute(t.update().values(b=t.c.j["x"].as_string(), a=t.c.j[("y", 1)].as_integer()))
    op.execute(t.update().values(a=t.c.a / 2, b=sa.func.char_length(t.c.b)))
    op.execute(t.update().where(t.c.a == sa.select(u.c.a).where(u.c.d == "x").order_by(u.c.a.desc()).limit(1).offset(2).scalar_subquery()).values(b=sa.null()))
    op.execute(t.insert().from_select(["a", "b"], sa.select(u.c.a, u.c.d).join(t, t.c.a == u.c.a).where(u.c.a > 1)))
    op.execute(t.insert().values(a=sa.func.now(), b=sa.func.current_timestamp()))
    op.execute(sa.select(t.c.a, sa.func.count()).group_by(t.c.a).having(sa.func.count() > 1).with_for_update(read=True))
    op.execute(t.update().where(t.c.b.regexp_match("^a")).values(b=t.c.b.regexp_replace("a", "b")))
    op.execute(t.update().where(t.c.a.in_([]), t.c.b.not_in([])).values(b=sa.null()))
    op.execute(t.update().values(b=sa.case((t.c.a == 1, "one"), else_="many"), c=t.c.b.match("x")))


def downgrade():
    pass
