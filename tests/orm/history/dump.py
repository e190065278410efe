"""Prints the rows of all tables."""

import os

import sqlalchemy as sa

engine = sa.create_engine(os.environ["DATABASE_URL"])
with engine.connect() as connection:
    for name in sorted(sa.inspect(connection).get_table_names()):
        table = sa.Table(name, sa.MetaData(), autoload_with=connection)
        rows = connection.execute(sa.select(table).order_by(*table.c)).all()
        print(name, [column.name for column in table.c], [tuple(map(str, row)) for row in rows])
