"""Ways of SQLAlchemy 1 that scripts still go."""

import os

import sqlalchemy as sa
from sqlalchemy.ext.declarative import declarative_base
from sqlalchemy.orm import Query, backref, relationship, scoped_session, sessionmaker
from sqlalchemy.orm.session import Session as PlainSession

Base = declarative_base()


class CountingQuery(Query):
    def named(self, name):
        return self.filter_by(name=name)


class Role(Base):
    __tablename__ = "roles"
    id = sa.Column(sa.Integer, primary_key=True)
    name = sa.Column(sa.Unicode(20), unique=True)


class User(Base):
    __tablename__ = "users"
    __table_args__ = {"extend_existing": True}
    id = sa.Column(sa.Integer, primary_key=True)
    name = sa.Column(sa.Unicode(20))
    role_id = sa.Column(sa.Integer, sa.ForeignKey(Role.id))
    role = relationship(Role, backref=backref("users", lazy="dynamic"))


engine = sa.create_engine(os.environ["DATABASE_URL"])
Base.metadata.create_all(bind=engine)
Session = scoped_session(sessionmaker(bind=engine, query_cls=CountingQuery))
session = Session()
admin = Role(name="admin")
session.add_all([admin, User(name="ann", role=admin), User(name="bob")])
session.commit()
print(session.query(User).named("ann").one().role.name, admin.users.count(), type(session.query(User)).__name__)
print(session.query(User).get(1).name, session.query(User).get(99))
query = session.query(User.id, User.name)
for id_, name in query.order_by("id"):
    print(id_, name)
print(query.filter(sa.text("1 = 1")).count())
print([user.name for user in session.query(User).filter(User.role == admin)], [u.name for u in admin.users.filter(User.name.like("a%"))])
rows = session.execute(User.__table__.select().order_by(User.__table__.c.id)).fetchall()
print([(row.id, row.name) for row in rows])
session.execute(User.__table__.update().where(User.__table__.c.name == "bob").values(role_id=admin.id))
session.commit()
print(sorted(user.name for user in admin.users), session.query(User).filter(User.role_id == None).count())  # noqa: E711
for user in session.query(User).enable_eagerloads(False).yield_per(1):
    user.name = user.name.title()
session.flush()
print(session.query(User.name).order_by(User.name).all())
connection = engine.connect()
plain = PlainSession(bind=connection)
session.commit()
print(plain.query(User).join(Role, User.role_id == Role.id).filter(Role.name == "admin").count())
print(plain.query(sa.func.count(User.id)).scalar(), plain.query(User.name).filter(User.id.in_([1, 2])).order_by(User.id.desc()).first()[0])
plain.close()
connection.close()
session.query(User).delete()
session.query(Role).delete()
session.commit()
print(session.query(User).count(), session.query(Role).first())
Session.remove()
