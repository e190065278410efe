print(bind.in_transaction(), bind.closed, bind.dialect.name, bind.engine.name, bind.dialect.default_schema_name)
print(type(bind.dialect.server_version_info), bind.dialect.server_version_info[0] > 2)
try:
    bind.begin()
except sa.exc.InvalidRequestError as error:
    print(error)
bind.dialect.default_schema_name = "tenant"
print(bind.dialect.default_schema_name)
bind.execute(sa.text("create table t (id int)"))
with bind.begin_nested():
    bind.execute(sa.text("insert into t values (1)"))
try:
    with bind.begin_nested() as nested:
        bind.execute(sa.text("insert into t values (2)"))
        raise ValueError("no")
except ValueError as error:
    print(error, nested.is_active)
nested = bind.begin_nested()
bind.execute(sa.text("insert into t values (3)"))
print(bind.in_nested_transaction(), nested.is_active)
nested.rollback()
print(bind.in_nested_transaction(), nested.is_active)
print(bind.execute(sa.text("select id from t")).all())
try:
    bind.execution_options(isolation_level="AUTOCOMMIT")
except sa.exc.InvalidRequestError as error:
    print(error)
other = sa.create_engine("sqlite://")
with other.connect() as connection:
    print(connection.in_transaction())
    connection.execute(sa.text("create table x (a)"))
    print(connection.in_transaction())
    connection.commit()
    print(connection.in_transaction())
    with connection.begin() as transaction:
        connection.execute(sa.text("insert into x values (1)"))
        print(transaction.is_active)
    print(transaction.is_active, connection.in_transaction())
    try:
        with connection.begin():
            connection.execute(sa.text("insert into x values (2)"))
            raise KeyError("k")
    except KeyError:
        pass
    print(connection.scalar(sa.text("select count(*) from x")))
    connection.rollback()
    connection.execution_options(isolation_level="AUTOCOMMIT")
    connection.execute(sa.text("insert into x values (3)"))
    connection.rollback()
    print(connection.scalar(sa.text("select count(*) from x")))
print(connection.closed)
try:
    connection.execute(sa.text("select 1"))
except sa.exc.ResourceClosedError as error:
    print(error)
with other.begin() as connection:
    connection.execute(sa.text("insert into x values (9)"))
with other.connect() as connection:
    print(connection.scalar(sa.text("select max(a) from x")))
other.dispose()
print(other)
