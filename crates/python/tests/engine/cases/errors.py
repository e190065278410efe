def show(error):
    print(type(error).__name__, error)
    print(error.statement, type(error.orig).__name__ != "")


for sql in ("select * from nope", "selec 1"):
    try:
        with bind.begin_nested():
            bind.execute(sa.text(sql))
    except sa.exc.DBAPIError as error:
        print(isinstance(error, sa.exc.SQLAlchemyError), isinstance(error, sa.exc.DatabaseError))
        show(error)
bind.execute(sa.text("create table t (id int primary key not null)"))
bind.execute(sa.text("insert into t values (1)"))
try:
    with bind.begin_nested():
        bind.execute(sa.text("insert into t values (1)"))
except sa.exc.IntegrityError as error:
    print(str(error.orig).splitlines()[0])
    print(getattr(error.orig, "sqlstate", None) if bind.dialect.name == "postgresql" else None)
for make in (
    lambda: sa.create_engine("postgres://a@b/c"),
    lambda: sa.create_engine("nothing"),
    lambda: sa.create_engine("postgresql://h:x/d"),
    lambda: sa.create_engine("sqlite://", nonsense=1),
    lambda: sa.inspect(5),
):
    try:
        print(make() is None)
    except Exception as error:
        print(type(error).__name__, str(error).partition(",")[0])
print([cls.__name__ for cls in sa.exc.ProgrammingError.__mro__])
print(sa.exc.NoSuchTableError("t"), repr(sa.exc.ArgumentError("x")))
