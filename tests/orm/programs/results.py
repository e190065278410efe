"""What sessions give for statements that name no classes."""

import os

import sqlalchemy as sa
from sqlalchemy.orm import Session, sessionmaker

engine = sa.create_engine(os.environ["DATABASE_URL"])
metadata = sa.MetaData()
items = sa.Table("items", metadata, sa.Column("id", sa.Integer, primary_key=True), sa.Column("name", sa.String(10)),
                 sa.Column("size", sa.Integer, default=1))
metadata.create_all(engine)
session = sessionmaker(bind=engine)()
result = session.execute(items.insert().values(name="a"))
print(result.inserted_primary_key, result.is_insert)
session.execute(items.insert(), [{"name": "b", "size": 2}, {"name": "c", "size": 3}])
session.execute(sa.text("INSERT INTO items (name, size) VALUES (:name, :size)"), [{"name": "d", "size": 4}, {"name": "e", "size": 5}])
print(session.execute(sa.text("SELECT id, name FROM items WHERE size > :size ORDER BY id"), {"size": 2}).fetchall())
print(session.execute(sa.text("SELECT name FROM items WHERE id = :id").bindparams(id=1)).scalar())
row = session.execute(sa.select(items).where(items.c.id == 2)).first()
print(row.name, row[0], row._mapping["size"], row._mapping[items.c.name], dict(row._mapping), list(row._mapping.keys()))
for row in session.execute(items.select().order_by(items.c.id)):
    print(row.id, row.name, end=" ")
print()
print(session.query(items).filter(items.c.size > 2).order_by(items.c.size).all())
print(session.query(items).filter_by(name="b").one().size, session.query(items.c.name).order_by(items.c.name.desc()).first())
print([row.name for row in session.query(items.c.name, items.c.size).filter(items.c.name.in_(["a", "c"])).order_by(items.c.id)])
print(session.query(items).filter(items.c.id == 1).count(), session.query(items).count())
print(session.query(sa.func.sum(items.c.size)).scalar(), session.query(sa.distinct(items.c.size)).count())
print(session.execute(items.update().where(items.c.id == 1).values(size=items.c.size + 10)).rowcount)
print(session.execute(sa.update(items).where(items.c.name == sa.bindparam("n")).values(size=sa.bindparam("s")), [{"n": "b", "s": 20}, {"n": "c", "s": 30}]).rowcount)
print(session.execute(sa.select(items.c.size).order_by(items.c.id)).scalars().all())
print(session.execute(items.delete().where(items.c.size == 4)).rowcount)
print(session.scalars(sa.select(items.c.name).order_by(items.c.id)).all(), session.scalar(sa.select(sa.func.max(items.c.size))))
print(session.execute(sa.select(items.c.name, items.c.size).order_by(items.c.id)).mappings().first())
print(session.execute(sa.select(items.c.id)).columns("id").fetchmany(1), session.execute(sa.select(items.c.id)).unique().all())
low = sa.select(items.c.id).where(items.c.size < 20).subquery()
print(session.query(items.c.name).join(low, low.c.id == items.c.id).order_by(items.c.id).all())
copy = items.alias("copy")
print(session.query(items.c.name, copy.c.name).filter(items.c.id < copy.c.id, items.c.id == 1).order_by(copy.c.id).all())
print(session.query(items.c.name, sa.literal_column("'x'").label("mark")).order_by(items.c.id).first())
print(session.query(sa.case((items.c.size > 10, "big"), else_="small").label("kind"), sa.func.count().label("n")).group_by("kind").order_by("kind").all())
light = sa.table("items", sa.column("id"), sa.column("name"))
print(session.query(light).order_by(light.c.id).first(), session.query(light.c.name).filter(light.c.id == 1).scalar())
print(session.execute(sa.select(light.c.name).where(light.c.id == 3)).scalar_one_or_none())
print(session.connection().execute(sa.select(sa.func.count()).select_from(items)).scalar())
print(session.connection().exec_driver_sql("SELECT name FROM items ORDER BY id").scalars().all())
for function in (
    lambda: session.execute(sa.select(items)).one(),
    lambda: session.execute(sa.select(items).where(items.c.id == 99)).scalar_one(),
    lambda: session.query(items).filter(items.c.id == 99).one(),
):
    try:
        function()
    except sa.exc.InvalidRequestError as error:
        print(type(error).__name__, error)
with session.begin_nested():
    session.execute(items.insert().values(name="n", size=0))
session.commit()
try:
    with session.begin():
        session.execute(items.insert().values(name="gone"))
        raise RuntimeError("stop")
except RuntimeError:
    print(session.query(items).filter_by(name="gone").count())
session.close()
with Session(engine) as session:
    print(session.query(items.c.name).order_by(items.c.id).all())
    bind = session.get_bind()
    print(bind.dialect.name == engine.dialect.name, session.bind.dialect.name == engine.name, session.info)
    if bind.dialect.name == "postgresql":
        session.execute(sa.text("SET LOCAL statement_timeout = 10000"))
    inspector = sa.inspect(session.connection())
    print(inspector.get_table_names(), [column["name"] for column in inspector.get_columns("items")])
