import sqlalchemy as sa
from oslo_db.sqlalchemy import models, types, utils
from sqlalchemy.dialects import mysql
from sqlalchemy.orm import declarative_base

Base = declarative_base()


class Server(Base, models.ModelBase, models.TimestampMixin, models.SoftDeleteMixin):
    __tablename__ = "servers"
    id = sa.Column(sa.Integer, primary_key=True)
    name = sa.Column(sa.String(20), unique=True)
    data = sa.Column(types.JsonEncodedDict(mysql_as_long=True))
    tags = sa.Column(types.JsonEncodedList)


print(str(sa.schema.CreateTable(Server.__table__)).strip())
print(str(sa.schema.CreateTable(Server.__table__).compile(dialect=mysql.dialect())).strip())
print(sorted(sorted(key) for key in utils.get_unique_keys(Server)))
server = Server(id=3, name="s")
server.update({"name": "t"})
print(server["name"], "name" in server, "nothing" in server, server.get("nothing", 4))
engine = sa.create_engine("sqlite:///servers.db")
with engine.begin() as connection:
    Base.metadata.create_all(connection)
    connection.execute(Server.__table__.insert().values(name="u", data={"a": 1}, tags=[2], deleted=True))
    print(connection.execute(sa.select(Server.name, Server.data, Server.tags, Server.deleted)).fetchall())
    print(connection.execute(sa.text("select data, tags from servers")).fetchall())
    try:
        connection.execute(Server.__table__.insert().values(data=[1]))
    except Exception as error:
        print("JsonEncodedDict supposes to store dict objects, but list given" in str(error))
with engine.begin() as connection:
    connection.execute(sa.text("create index by_name on servers (name)"))
print(utils.index_exists(engine, "servers", "by_name"), utils.index_exists(engine, "servers", "x"))
print(utils.index_exists_on_columns(engine, "servers", ["name"]), utils.column_exists(engine, "servers", "tags"))
utils.add_index(engine, "servers", "by_deleted", ["deleted"])
utils.drop_index(engine, "servers", "by_name")
print([index["name"] for index in utils.get_indexes(engine, "servers")])
