"""Objects as scripts use them: copied, turned into dictionaries, compared."""

import copy
import json
import os

import sqlalchemy as sa
from sqlalchemy.orm import Session, class_mapper, declarative_base, make_transient, object_mapper, relationship
from sqlalchemy.orm.attributes import flag_modified, get_history, set_attribute, set_committed_value
from sqlalchemy.orm.session import make_transient_to_detached, object_session

Base = declarative_base()


class Config(Base):
    __tablename__ = "configs"
    __table_args__ = {"sqlite_autoincrement": True}
    id = sa.Column(sa.Integer, primary_key=True)
    name = sa.Column(sa.String(20), nullable=False)
    data = sa.Column(sa.JSON)
    parts = relationship("Part", backref="config")

    def __init__(self, name, **kw):
        self.name = name.strip()
        for key, value in kw.items():
            setattr(self, key, value)

    def __repr__(self):
        return "<Config %s>" % self.name

    def __eq__(self, other):
        return isinstance(other, Config) and self.name == other.name

    def __hash__(self):
        return hash(self.name)

    @property
    def columns(self):
        return {column.key: getattr(self, column.key) for column in class_mapper(type(self)).columns}

    @classmethod
    def by_name(cls, session, name):
        return session.query(cls).filter(cls.name == name).one_or_none()


class Part(Base):
    __tablename__ = "parts"
    id = sa.Column(sa.Integer, primary_key=True)
    label = sa.Column(sa.String(20))
    config_id = sa.Column(sa.ForeignKey("configs.id"))


engine = sa.create_engine(os.environ["DATABASE_URL"])
Base.metadata.create_all(engine)
session = Session(engine)
first = Config("  one ", data={"a": 1}, parts=[Part(label="x")])
session.add(first)
session.commit()
print(first, first.columns, first == Config("one"), Config("one") in {first}, len({first, Config("one")}))
print({column.name: getattr(first, column.name) for column in first.__table__.columns})
print(sorted(key for key in first.__dict__ if not key.startswith("_")), "_sa_instance_state" in first.__dict__)
values = {key: value for key, value in first.__dict__.items() if not key.startswith("_sa_")}
values.pop("id")
values.pop("parts", None)
session.add(Config(**{**values, "name": "copy"}))
session.commit()
print(session.query(Config.name, Config.data).order_by(Config.id).all())
data = copy.deepcopy(first.data)
data["b"] = [1, 2]
first.data = data
session.commit()
print(json.dumps(first.data, sort_keys=True), Config.by_name(session, "copy"), Config.by_name(session, "none"))
first.data["c"] = 3
flag_modified(first, "data")
session.commit()
print(json.dumps(first.data, sort_keys=True))
set_attribute(first, "name", "uno")
print(get_history(first, "name").added, get_history(first, "name").deleted, first in session.dirty)
set_committed_value(first, "name", "silent")
session.commit()
print(first.name)
print(object_mapper(first).class_ is Config, object_session(first) is session, class_mapper(Config).local_table.name)

# A copy by way of a transient object.
session.expunge(first)
make_transient(first)
first.id = None
first.name = "third"
session.add(first)
session.commit()
print(session.query(Config.id, Config.name).order_by(Config.id).all())
known = Config("known")
known.id = 1
make_transient_to_detached(known)
session.add(known)
session.expire(known)
print(known.name)
known.name = "renamed"
session.commit()
print(session.query(Config.name).filter_by(id=1).scalar())

# Values that are not columns.
first.extra = "kept aside"
session.commit()
print(first.extra, hasattr(first, "nothing"), getattr(first, "nothing", 5), hasattr(Config, "parts"))
part = Part(label="p", config=first)
session.add(part)
session.flush()
print(part.config_id == first.id, part.config is first, [p.label for p in first.parts])
part.config_id = None
session.commit()
print(part.config, first.parts)
part.config_id = first.id
session.commit()
print(part.config.name, [p.label for p in first.parts])
found = session.query(Config).order_by(Config.name).all()
print(found, sorted(found, key=lambda c: c.id)[0].name, [c.name for c in found if c.parts])
print(max(session.query(Config).all(), key=lambda c: c.id).name, {c.name: c for c in found}["third"] is first)
for c in list(found):
    if c.name == "copy":
        session.delete(c)
session.commit()
print(session.query(Config.name).order_by(Config.name).all())
print(list(map(type, session.query(Config.id, Config).first())) [1] is Config, isinstance(first, Base), issubclass(Config, Base))
session.close()
