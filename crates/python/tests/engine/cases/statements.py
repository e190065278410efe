import datetime
import decimal
import enum
import uuid


class Colour(enum.Enum):
    red = "r"
    blue = "b"


metadata = sa.MetaData()
t = sa.Table(
    "things",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("name", sa.String(20), default="unnamed"),
    sa.Column("yes", sa.Boolean),
    sa.Column("at", sa.DateTime),
    sa.Column("on", sa.Date),
    sa.Column("data", sa.JSON),
    sa.Column("price", sa.Numeric(10, 2)),
    sa.Column("ratio", sa.Float),
    sa.Column("key", sa.Uuid),
    sa.Column("raw", sa.LargeBinary),
    sa.Column("colour", sa.Enum(Colour, native_enum=False)),
)
t.create(bind)
print(bind.execute(t.insert().values(name="first")).inserted_primary_key)
bind.execute(
    t.insert(),
    {
        "yes": True,
        "at": datetime.datetime(2025, 1, 2, 3, 4, 5, 6),
        "on": datetime.date(2025, 1, 2),
        "data": {"a": [1, None]},
        "price": decimal.Decimal("1.50"),
        "ratio": 0.5,
        "key": uuid.UUID("6ba7b810-9dad-11d1-80b4-00c04fd430c8"),
        "raw": b"\x00\xff",
        "colour": Colour.blue,
    },
)
bind.execute(t.insert(), [{"name": "a", "data": [1]}, {"name": "b", "data": [2]}])
for row in bind.execute(t.select().order_by(t.c.id)):
    print(row)
print(bind.execute(sa.select(t.c.name, t.c.price * 2).where(t.c.yes.is_(True))).all())
print(bind.execute(sa.select(sa.func.count()).select_from(t)).scalar())
print(bind.execute(sa.select(sa.func.max(t.c.at))).scalar())
row = bind.execute(sa.select(t).where(t.c.name == "a")).one()
print(row._mapping[t.c.name], row._mapping["data"])
print(bind.execute(t.update().where(t.c.name == "a").values(yes=False)).rowcount)
changed = t.update().where(t.c.name == sa.bindparam("old")).values(name=sa.bindparam("new"))
bind.execute(changed, [{"old": "a", "new": "A"}, {"old": "b", "new": "B"}])
bind.execute(t.update().where(t.c.name == "A"), {"ratio": 2.5})
print(bind.execute(sa.select(t.c.name, t.c.ratio).order_by(t.c.id)).all())
print(bind.execute(sa.text("select id from things where name = :n"), {"n": "B"}).scalars().all())
listed = sa.text("select name from things where id in :ids order by id")
print(bind.execute(listed.bindparams(sa.bindparam("ids", expanding=True)), {"ids": [1, 3]}).all())
print(bind.execute(sa.text("select :x || '\\:y'").bindparams(x="v")).scalar())
print(bind.execute(t.delete().where(t.c.id > 2)).rowcount)
print(bind.execute(sa.func.length("abc")).scalar())
light = sa.table("things", sa.column("id"), sa.column("name"))
bind.execute(light.insert().values(id=50, name="light"))
bind.execute(sa.insert(light), [{"id": 51, "name": "x"}, {"id": 52, "name": "y"}])
print(bind.execute(sa.select(light.c.name).where(light.c.id >= 50).order_by(light.c.id)).scalars().all())
print(bind.execute(t.insert().values(name="r").returning(t.c.name, t.c.yes)).all())
bind.execute(sa.insert(light).from_select(["id", "name"], sa.select(light.c.id + 100, light.c.name).where(light.c.id > 50)))
print(bind.execute(sa.select(light).where(light.c.id > 100).order_by(sa.desc("id"))).fetchall())
bind.execute(t.insert(), [])
for wrong in ("select 1", 5, None):
    try:
        bind.execute(wrong)
    except sa.exc.ObjectNotExecutableError as error:
        print(error)
try:
    bind.execute(sa.text("select :a"), {"b": 1})
except sa.exc.StatementError as error:
    print(str(error).splitlines()[0])
