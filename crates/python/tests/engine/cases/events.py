from sqlalchemy import event, pool
from sqlalchemy.engine import Engine

engine = sa.create_engine("sqlite://", poolclass=pool.NullPool, echo=False, pool_pre_ping=True)


@event.listens_for(engine, "connect")
def connected(dbapi_connection, record):
    cursor = dbapi_connection.cursor()
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()


@event.listens_for(Engine, "connect")
def any_connected(dbapi_connection, record):
    print("any", dbapi_connection.execute("select 1").fetchone())


seen = []


@event.listens_for(engine, "before_cursor_execute")
def executing(connection, cursor, statement, parameters, context, executemany):
    seen.append(statement)


with engine.connect() as connection:
    print(connection.execute(sa.text("PRAGMA foreign_keys")).scalar())
    print(connection.execute(sa.text("select :a"), {"a": 5}).scalar())
print(seen, event.contains(engine, "connect", connected))
event.remove(engine, "connect", connected)
event.remove(Engine, "connect", any_connected)
with engine.connect() as connection:
    print(connection.execute(sa.text("PRAGMA foreign_keys")).scalar())
    raw = connection.connection.cursor()
    raw.execute("select 1, 'a'")
    print(raw.description[1][0], raw.fetchall())
    print(connection.exec_driver_sql("select ? + ?", (1, 2)).scalar())
    print(connection.exec_driver_sql("select :a || 'b:a'", {"a": "x"}).scalar())
    connection.exec_driver_sql("create table m (a int)")
    connection.exec_driver_sql("insert into m values (?)", [(1,), (2,)])
    print(connection.exec_driver_sql("select sum(a), '%s' from m").one())
