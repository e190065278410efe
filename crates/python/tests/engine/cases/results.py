bind.execute(sa.text("create table t (id int, name varchar(20))"))
bind.execute(sa.text("insert into t values (1, 'one'), (2, 'two'), (3, null)"))
query = sa.text("select id, name from t order by id")
print(bind.execute(query).fetchall())
print(bind.execute(query).first(), bind.execute(query).fetchone(), bind.execute(query).fetchmany(2))
print(bind.execute(query).keys(), list(bind.execute(query).keys()))
row = bind.execute(query).first()
print(row.id, row[1], row._mapping["name"], dict(row._mapping), row._fields, row._asdict(), tuple(row))
print(row == (1, "one"), len(row), row[-1], row[0:1], "one" in row)
for id_, name in bind.execute(query):
    print(id_, name)
print([dict(row) for row in bind.execute(query).mappings()])
print(bind.execute(query).mappings().first()["name"], bind.execute(query).mappings().all()[1])
print(bind.execute(query).scalars().all(), bind.execute(query).scalars(1).first())
print(bind.scalar(query), bind.scalars(query).all(), bind.execute(query).scalar())
print(bind.execute(sa.text("select count(*) as count from t")).one().count)
print(bind.execute(sa.text("select 1 where 1 = 0")).first(), bind.execute(sa.text("select 1 where 1 = 0")).scalar())
print(bind.execute(sa.text("select 1 where 1 = 0")).scalar_one_or_none())
for method in ("one", "scalar_one", "one_or_none", "scalar_one_or_none"):
    for text in ("select id from t where 1 = 0", "select id from t"):
        try:
            print(method, getattr(bind.execute(sa.text(text)), method)())
        except sa.exc.InvalidRequestError as error:
            print(method, type(error).__name__, error)
result = bind.execute(query)
print(result.fetchone(), next(iter(result)), result.fetchall(), result.fetchall(), result.fetchone())
try:
    row.nope
except AttributeError as error:
    print(error)
try:
    row._mapping["nope"]
except KeyError as error:
    print(type(error).__name__)
result = bind.execute(sa.text("delete from t where id < 3"))
print(result.rowcount, result.returns_rows)
try:
    result.fetchall()
except sa.exc.ResourceClosedError as error:
    print(error)
print(sorted({row.name for row in bind.execute(query)}, key=str), bind.execute(query).unique().all())
print([list(part) for part in bind.execute(sa.text("select 1 union select 2 union select 3")).partitions(2)])
print(bind.execute(sa.text("select 1 as a, 2 as b, 3 as c")).columns("c", "a").all())
