"""A large result that is streamed takes little memory, and gives every row; so
does an update of each of its rows while it is read."""

import os

import sqlalchemy as sa

ROWS, WIDTH = 8000, 8000
engine = sa.create_engine(os.environ["DATABASE_URL"])
series = (
    "WITH RECURSIVE n(id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n WHERE id < %d) "
    "SELECT id, substr('%s', 1, %d) FROM n" % (ROWS, "x" * WIDTH, WIDTH)
)


def memory():
    """The most memory that was used so far, in MB."""
    with open("/proc/self/status") as status:
        for line in status:
            if line.startswith("VmHWM"):
                return int(line.split()[1]) // 1024


metadata = sa.MetaData()
big = sa.Table(
    "big", metadata, sa.Column("id", sa.Integer, primary_key=True), sa.Column("words", sa.Text)
)
metadata.create_all(engine)
with engine.begin() as connection:
    connection.execute(sa.text("INSERT INTO big (id, words) " + series))

with engine.begin() as connection:
    # A first result, so that what every program needs is there.
    connection.execute(sa.select(big).limit(500)).all()
    before = memory()
    print("## partitions")
    result = connection.execution_options(yield_per=250).execute(
        sa.select(big.c.id, big.c.words).order_by(big.c.id)
    )
    count = total = 0
    for part in result.partitions():
        count += len(part)
        total += sum(row.id for row in part)
    print(count, total)
    grown = memory() - before
    streams = engine.dialect.name == "postgresql"
    # All rows together take twice as much and more.
    print("grown little:", not streams or grown < ROWS * WIDTH // 1_000_000 // 2)

with engine.begin() as connection:
    print("## rows one by one, each of them changed")
    result = connection.execute(
        sa.select(big.c.id).where(big.c.id <= 300),
        execution_options={"stream_results": True, "max_row_buffer": 50},
    )
    for row in result:
        connection.execute(big.update().where(big.c.id == row.id).values(words=str(row.id)))
    print(connection.scalar(sa.select(sa.func.count()).where(big.c.words == sa.cast(big.c.id, sa.Text))))
    print("## scalars, a part of the rows, and a result that is given up")
    numbers = connection.scalars(
        sa.select(big.c.id).order_by(big.c.id), execution_options={"yield_per": 10}
    )
    print(next(numbers), numbers.fetchmany(3), numbers.first())
    result = connection.execute(
        sa.text("SELECT id FROM big WHERE id < :n ORDER BY id"),
        {"n": 5},
        execution_options={"stream_results": True},
    )
    print(result.keys(), result.mappings().all(), result.fetchone())
