import os

import sqlalchemy as sa
from sqlalchemy import orm
from sqlalchemy.orm import Session, declarative_base, relationship, sessionmaker

Base = declarative_base()

class User(Base):
    __tablename__ = "users"
    id = sa.Column(sa.Integer, primary_key=True)
    name = sa.Column(sa.String(50), nullable=False)
    age = sa.Column(sa.Integer, default=7)
    addresses = relationship("Address", back_populates="user", order_by="Address.id")

class Address(Base):
    __tablename__ = "addresses"
    id = sa.Column(sa.Integer, primary_key=True)
    email = sa.Column(sa.String)
    user_id = sa.Column(sa.ForeignKey("users.id"))
    user = relationship(User, back_populates="addresses")

engine = sa.create_engine(os.environ["DATABASE_URL"])
Base.metadata.create_all(engine)
with engine.connect() as bind:
    session = Session(bind=bind)
    u = User(name="ann", addresses=[Address(email="a@x"), Address(email="b@x")])
    session.add(u)
    session.add_all([User(name="bob"), User(name="cid", age=3)])
    session.commit()
    print(u.id, u.name, u.age, [a.email for a in u.addresses], u.addresses[0].user is u)
    for user in session.query(User).filter(User.age > 2).order_by(User.name.desc()):
        print(user.id, user.name, user.age)
        user.age += 1
    session.commit()
    print(session.query(User.name, User.age).order_by(User.id).all())
    print(session.query(User).filter_by(name="bob").one().age, session.query(User).count())
    print(session.query(User).filter(User.addresses.any(Address.email == "a@x")).all() == [u])
    print(session.query(sa.func.max(User.age)).scalar(), session.get(User, 2).name)
    print(session.query(User).join(User.addresses).filter(Address.email.like("%x")).all() == [u])
    print(session.query(User).filter(User.id.in_([2, 3])).update({User.age: 100}, synchronize_session=False))
    print(session.query(User).filter(User.id == 3).delete())
    print([x.name for x in session.scalars(sa.select(User).order_by(User.id))])
    row = session.query(User, Address).join(Address).first()
    print(row.User.name, row.Address.email, row._fields)
    print(session.query(User).filter(User.id == 99).first(), session.query(User).get(1).name)
    session.delete(u)
    session.flush()
    print(session.query(Address.user_id).all(), session.query(User).count())
    session.rollback()
    print(session.query(User).count())
    session.close()
