"""Objects that are brought into a session from elsewhere."""

import os

import sqlalchemy as sa
from sqlalchemy.orm import Session, declarative_base, relationship, sessionmaker

Base = declarative_base()
owned = sa.Table("owned", Base.metadata, sa.Column("p", sa.ForeignKey("people.id"), primary_key=True), sa.Column("t", sa.ForeignKey("things.id"), primary_key=True))


class Person(Base):
    __tablename__ = "people"
    id = sa.Column(sa.Integer, primary_key=True, autoincrement=False)
    name = sa.Column(sa.String(10))
    age = sa.Column(sa.Integer, default=1)
    pets = relationship("Pet", back_populates="person", cascade="all, delete-orphan", order_by="Pet.id")
    things = relationship("Thing", secondary=owned, backref="people", order_by="Thing.id")
    friend_id = sa.Column(sa.ForeignKey("people.id"))
    friend = relationship("Person", remote_side=[id])


class Pet(Base):
    __tablename__ = "pets"
    id = sa.Column(sa.Integer, primary_key=True, autoincrement=False)
    name = sa.Column(sa.String(10))
    person_id = sa.Column(sa.ForeignKey("people.id"))
    person = relationship(Person, back_populates="pets")


class Thing(Base):
    __tablename__ = "things"
    id = sa.Column(sa.Integer, primary_key=True, autoincrement=False)
    name = sa.Column(sa.String(10))


engine = sa.create_engine(os.environ["DATABASE_URL"])
Base.metadata.create_all(engine)
Maker = sessionmaker(engine)
with Maker() as session:
    session.add(Person(id=1, name="ann", pets=[Pet(id=1, name="rex"), Pet(id=2, name="tom")], things=[Thing(id=1, name="hat")]))
    session.commit()
with Maker() as session:
    ann = session.get(Person, 1)
    print([pet.name for pet in ann.pets], [thing.name for thing in ann.things])
ann.name = "anna"
ann.pets[0].name = "max"
with Maker() as session:
    merged = session.merge(ann)
    print(merged is ann, merged in session, ann in session, merged.name, [pet.name for pet in merged.pets])
    session.commit()
    print(session.query(Pet.name).order_by(Pet.id).all())
    merged = session.merge(Person(id=1, age=5))
    session.commit()
    print(merged.name, merged.age, len(merged.pets))
    merged = session.merge(Person(id=1, pets=[Pet(id=2, name="tim"), Pet(id=3, name="new")]))
    session.commit()
    print([(pet.id, pet.name) for pet in merged.pets], session.query(Pet).count())
    merged = session.merge(Person(id=2, name="bob", friend=Person(id=3, name="cid"), things=[Thing(id=1), Thing(id=2, name="box")]))
    session.commit()
    print(merged.friend.name, [thing.name for thing in merged.things], session.query(Person).count(), session.query(owned).count())
    merged.things = [thing for thing in merged.things if thing.id == 2]
    merged.friend = session.get(Person, 1)
    session.commit()
    print(session.query(owned.c.p, owned.c.t).order_by(owned.c.p).all(), merged.friend.name)
    for value in range(3):
        session.merge(Thing(id=10 + value, name="t%d" % value))
        session.merge(Thing(id=10 + value, name="u%d" % value))
    session.commit()
    print(session.query(Thing.name).filter(Thing.id >= 10).order_by(Thing.id).all())
    same = session.merge(merged)
    print(same is merged)
    none = session.merge(Person(id=99))
    print(none in session.new, none.age)
    session.rollback()
    print(session.get(Person, 99))
    known = session.get(Thing, 1)
    session.expunge(known)
    known.name = "cap"
    session.add(known)
    session.commit()
    print(session.query(Thing.name).filter_by(id=1).scalar())
    session.query(Pet).filter(Pet.id == 3).delete()
    print([pet.id for pet in session.get(Person, 1).pets])
    for pet in session.query(Pet):
        pet.person = None
    session.commit()
    print(session.query(Pet).count())
