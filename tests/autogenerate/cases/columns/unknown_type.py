# databases: postgresql
# kinds: add_column

import sqlalchemy as sa

SETUP = [
    "CREATE TYPE pair AS (a integer, b text)",
    "CREATE TABLE t (id serial PRIMARY KEY, p pair)",
]


class Pair(sa.types.UserDefinedType):
    cache_ok = True

    def get_col_spec(self, **kw):
        return "pair"


def before(metadata):
    pass


def after(metadata):
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("p", Pair()),
        sa.Column("a", sa.Text),
    )
