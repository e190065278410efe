import sqlite3
engine = sa.create_engine("sqlite://")
@sa.event.listens_for(engine, "connect")
def connected(connection, record):
    print(isinstance(connection, sqlite3.Connection))
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()
with engine.connect() as connection:
    print(connection.scalar(sa.text("PRAGMA foreign_keys")))
own = sqlite3.connect(":memory:")
print(own.execute("select ? + 1", (1,)).fetchone(), isinstance(1, sqlite3.Connection))
print(issubclass(sqlite3.OperationalError, sqlite3.DatabaseError), sqlite3.sqlite_version_info > (3, 8))
own.close()
