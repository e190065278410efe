"""Batches: what is reflected, and what is left out of it."""
import warnings

import sqlalchemy as sa
from alembic.migration import MigrationContext
from alembic.operations import Operations

CONV = {"ck": "ck_%(table_name)s_%(constraint_name)s", "uq": "uq_%(table_name)s_%(column_0_name)s", "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s", "pk": "pk_%(table_name)s"}

def show(text, change, *, setup=(), **kw):
    engine = sa.create_engine("sqlite://")
    with engine.connect() as connection, warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        for statement in ("CREATE TABLE parent (id INTEGER PRIMARY KEY)", *setup):
            connection.execute(sa.text(statement))
        connection.commit()
        op = Operations(MigrationContext.configure(connection, opts={"transactional_ddl": True}))
        print("==", text)
        try:
            with op.batch_alter_table("t", **kw) as batch:
                change(batch)
        except Exception as error:
            print(type(error).__name__, str(error).split("\n")[0])
        found = sa.inspect(connection)
        try:
            for column in found.get_columns("t"):
                print("  ", column["name"], column["type"], column["nullable"], column["default"], column.get("computed"))
            print("  ", sorted(found.get_pk_constraint("t").items()))
            for key in found.get_foreign_keys("t"): print("  fk", key["name"], key["constrained_columns"], key["referred_table"], key["options"])
            for unique in sorted(found.get_unique_constraints("t"), key=str): print("  uq", unique["name"], unique["column_names"])
            for check in found.get_check_constraints("t"): print("  ck", check["name"], check["sqltext"])
            for index in found.get_indexes("t"): print("  ix", index["name"], index["column_names"], index["unique"])
            print("  ", connection.execute(sa.text("SELECT * FROM t")).all())
        except Exception as error:
            print("!", type(error).__name__, str(error).split("\n")[0])
        for each in caught:
            print("  warning:", each.message)

T = ("CREATE TABLE t (id INTEGER NOT NULL PRIMARY KEY, a INTEGER, b VARCHAR(10), p INTEGER REFERENCES parent (id), CONSTRAINT uq_b UNIQUE (b))", "CREATE INDEX ix_a ON t (a)", "INSERT INTO parent VALUES (7)", "INSERT INTO t VALUES (1, 2, 'x', 7)")
drop = lambda b: b.drop_column("a")
alter = lambda b: b.alter_column("a", type_=sa.Text())
show("resolve_fks", alter, setup=T, reflect_kwargs={"resolve_fks": False})
show("extend_existing", alter, setup=T, reflect_kwargs={"extend_existing": True})
show("unknown", alter, setup=T, reflect_kwargs={"absent": True})
show("dialect option", alter, setup=T, reflect_kwargs={"sqlite_autoincrement": True})
show("comment", alter, setup=T, reflect_kwargs={"comment": "c"})
def listen(inspector, table, info):
    print("  listen", type(inspector).__name__, table.name, info["name"], sorted(info))
    if info["name"] == "b": info["type"] = sa.String(99)
show("listener type", alter, setup=T, reflect_kwargs={"listeners": [("column_reflect", listen)]})
def nullable(inspector, table, info):
    if info["name"] == "b": info["nullable"] = False
    if info["name"] == "a": info["default"] = "5"
show("listener nullable", lambda b: b.alter_column("p", type_=sa.Text()), setup=T, reflect_kwargs={"listeners": [("column_reflect", nullable)]})
show("reflect_args column", alter, setup=T, reflect_args=[sa.Column("b", sa.String(50), nullable=False)])
show("reflect_args boolean", alter, setup=T, reflect_args=[sa.Column("a", sa.Boolean(create_constraint=True, name="ck_a"))])
show("reflect_args constraint", alter, setup=T, reflect_args=[sa.CheckConstraint("a > 0", name="ck_x")])
show("table_args", alter, setup=T, table_args=[sa.CheckConstraint("id > 0", name="ck_y"), sa.UniqueConstraint("a", name="uq_y")])
show("table_kwargs", alter, setup=T, table_kwargs={"sqlite_autoincrement": True})
show("naming fk drop", lambda b: b.drop_constraint("fk_t_p_parent", type_="foreignkey"), setup=T, naming_convention=CONV)
show("naming add bool", lambda b: b.add_column(sa.Column("f", sa.Boolean(create_constraint=True))), setup=T, naming_convention=CONV)
show("naming alter bool", lambda b: b.alter_column("a", type_=sa.Boolean(create_constraint=True, name="flag")), setup=T, naming_convention=CONV)
show("naming alter bool unnamed", lambda b: b.alter_column("a", type_=sa.Boolean(create_constraint=True)), setup=T, naming_convention=CONV)
show("naming args bool unnamed", alter, setup=T, naming_convention=CONV, reflect_args=[sa.Column("b", sa.Boolean(create_constraint=True))])
show("swap", lambda b: (b.alter_column("a", new_column_name="b"), b.alter_column("b", new_column_name="a")), setup=T)
show("swap existing", lambda b: (b.alter_column("a", new_column_name="b", existing_type=sa.Integer()), b.alter_column("b", new_column_name="a", existing_type=sa.String(10))), setup=T, recreate="always")
show("rotate", lambda b: (b.alter_column("a", new_column_name="b"), b.alter_column("b", new_column_name="p"), b.alter_column("p", new_column_name="a")), setup=T)
show("take the place", lambda b: (b.drop_column("b"), b.alter_column("a", new_column_name="b")), setup=T[:1] + T[2:], recreate="always")
show("capital", lambda b: b.alter_column("a", new_column_name="A"), setup=T)
show("swap and type", lambda b: (b.alter_column("a", new_column_name="b", type_=sa.Text()), b.alter_column("b", new_column_name="a", nullable=False)), setup=T)
show("swap and index", lambda b: (b.alter_column("a", new_column_name="p"), b.alter_column("p", new_column_name="a"), b.create_unique_constraint("uq_more", ["a", "b"])), setup=T)
show("rename chain", lambda b: (b.alter_column("a", new_column_name="q"), b.alter_column("q", new_column_name="r")), setup=T)
show("reorder", lambda b: b.add_column(sa.Column("z", sa.Integer)), setup=T, partial_reordering=[("id", "z", "b")])
show("reorder many", lambda b: b.add_column(sa.Column("z", sa.Integer)), setup=T, partial_reordering=[("z", "id"), ("p", "a")], recreate="always")
show("insert_before", lambda b: b.add_column(sa.Column("z", sa.Integer), insert_before="a"), setup=T, recreate="always")
show("insert_before alone", lambda b: b.add_column(sa.Column("z", sa.Integer), insert_before="a"), setup=T)
show("alter insert", lambda b: b.alter_column("p", existing_type=sa.Integer, insert_after="id"), setup=T, recreate="always")
show("missing table", alter)
show("missing column", lambda b: b.drop_column("zz"), setup=T)
show("missing column alter", lambda b: b.alter_column("zz", nullable=False), setup=T)
show("missing constraint", lambda b: b.drop_constraint("zz", type_="unique"), setup=T)
show("missing index", lambda b: b.drop_index("zz"), setup=T)
show("missing reference", lambda b: b.create_foreign_key("fk", "absent", ["a"], ["id"]), setup=T)
show("unnamed check in table_args", lambda b: b.alter_column("a", type_=sa.Text()), setup=("CREATE TABLE t (a INTEGER, b INTEGER, CHECK (a > b))",), table_args=[sa.CheckConstraint("a > b", name="ck")])
