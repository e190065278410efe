# databases: postgresql
# alembic: remove_table add_column
# kinds: add_column
# instead: Alembic drops the partitions, which no model can name
# differs: a list instead of a tuple in postgresql_inherits

import sqlalchemy as sa

SETUP = [
    "CREATE TABLE event (id integer NOT NULL, day date NOT NULL, PRIMARY KEY (id, day)) PARTITION BY RANGE (day)",
    "CREATE TABLE event_2024 PARTITION OF event FOR VALUES FROM ('2024-01-01') TO ('2025-01-01')",
]


def before(metadata):
    pass


def after(metadata):
    sa.Table(
        "event",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("day", sa.Date, primary_key=True),
        sa.Column("note", sa.Text),
        postgresql_partition_by="RANGE (day)",
    )
