from sqlalchemy.engine.reflection import Inspector

for sql in (
    "create table par (id integer primary key, a int, b int, constraint uq_ab unique (a, b))",
    "create table t (id integer primary key, name varchar(20) default 'x' not null, n numeric(10, 2), "
    "at timestamp, b boolean, p_id integer, u text, x int, "
    "constraint fkp foreign key (p_id) references par (id) on delete cascade, "
    "constraint ck check (n > 0))",
    "create index ix_t_name on t (name)",
    "create unique index ux on t (n, at)",
    "create view v as select id, name from t",
):
    bind.execute(sa.text(sql))
inspector = sa.inspect(bind)
print(sorted(name for name in inspector.get_table_names() if name != "alembic_version"))
print(inspector.get_view_names(), inspector.default_schema_name)
for name in ("t", "v"):
    for column in inspector.get_columns(name):
        print(name, column["name"], repr(column["type"]), column["nullable"], column["default"])
print(inspector.get_pk_constraint("t")["constrained_columns"])
for key in inspector.get_foreign_keys("t"):
    print({name: key[name] for name in sorted(key) if name != "comment"})
for index in inspector.get_indexes("t"):
    print(index["name"], index["column_names"], bool(index["unique"]))
for unique in inspector.get_unique_constraints("par"):
    print(unique["name"], unique["column_names"])
print([check["name"] for check in inspector.get_check_constraints("t")])
print(inspector.has_table("t"), inspector.has_table("nope"), sa.inspect(bind.engine) is not None)
try:
    inspector.get_columns("nope")
except sa.exc.NoSuchTableError as error:
    print(type(error).__name__, error)
print([index["name"] for index in Inspector.from_engine(bind).get_indexes("t")] if False else "")
table = sa.Table("t", sa.MetaData(), autoload_with=bind)
print([column.name for column in table.columns], [column.name for column in table.primary_key])
print(sorted(table.metadata.tables), sorted(index.name for index in table.indexes))
print(bind.execute(sa.select(table.c.name)).all())
metadata = sa.MetaData()
metadata.reflect(bind, only=["par"])
print(list(metadata.tables))
print(bind.dialect.has_table(bind, "t"))
