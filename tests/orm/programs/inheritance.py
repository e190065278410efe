"""Classes that share a table with their parents, or add one to it."""

import os

import sqlalchemy as sa
from sqlalchemy.orm import Session, declarative_base, relationship

Base = declarative_base()


class Animal(Base):
    __tablename__ = "animals"
    id = sa.Column(sa.Integer, primary_key=True)
    name = sa.Column(sa.String(20))
    kind = sa.Column(sa.String(10))
    zoo_id = sa.Column(sa.ForeignKey("zoos.id"))
    __mapper_args__ = {"polymorphic_on": kind, "polymorphic_identity": "animal"}


class Dog(Animal):
    tricks = sa.Column(sa.Integer)
    __mapper_args__ = {"polymorphic_identity": "dog"}


class Puppy(Dog):
    __mapper_args__ = {"polymorphic_identity": "puppy"}


class Cat(Animal):
    lives = sa.Column(sa.Integer, default=9)
    __mapper_args__ = {"polymorphic_identity": "cat"}


class Zoo(Base):
    __tablename__ = "zoos"
    id = sa.Column(sa.Integer, primary_key=True)
    animals = relationship(Animal, order_by=Animal.id)
    dogs = relationship(Dog, viewonly=True)


class Employee(Base):
    __tablename__ = "employees"
    id = sa.Column(sa.Integer, primary_key=True)
    name = sa.Column(sa.String(20))
    type = sa.Column(sa.String(10))
    boss_id = sa.Column(sa.ForeignKey("managers.id", use_alter=True, name="boss"))
    __mapper_args__ = {"polymorphic_on": "type", "polymorphic_identity": "employee"}


class Manager(Employee):
    __tablename__ = "managers"
    id = sa.Column(sa.ForeignKey("employees.id"), primary_key=True)
    bonus = sa.Column(sa.Integer, default=100)
    __mapper_args__ = {
        "polymorphic_identity": "manager",
        "inherit_condition": id == Employee.id,
    }


class Engineer(Employee):
    __tablename__ = "engineers"
    id = sa.Column(sa.Integer, sa.ForeignKey("employees.id"), primary_key=True)
    language = sa.Column(sa.String(10))
    __mapper_args__ = {"polymorphic_identity": "engineer"}


engine = sa.create_engine(os.environ["DATABASE_URL"])
Base.metadata.create_all(engine)
session = Session(engine)
zoo = Zoo(animals=[Dog(name="rex", tricks=3), Cat(name="tom"), Animal(name="ox"), Puppy(name="pip")])
session.add(zoo)
session.commit()
session.expunge_all()
print([(type(a).__name__, a.name, a.kind) for a in session.query(Animal).order_by(Animal.id)])
print([d.name for d in session.query(Dog).order_by(Dog.id)], session.query(Cat).one().lives)
print(session.query(Puppy).one().tricks, session.query(Dog).count(), session.query(Animal).count())
zoo = session.query(Zoo).one()
print([type(a).__name__ for a in zoo.animals], sorted(d.name for d in zoo.dogs))
dog = session.query(Dog).filter_by(name="rex").one()
dog.tricks += 1
session.commit()
print(session.execute(sa.select(Animal.__table__.c.tricks).order_by(Animal.__table__.c.id)).scalars().all())
print(session.get(Cat, dog.id), session.get(Dog, dog.id) is dog)
print(session.query(Dog).filter(Dog.tricks > 3).update({"name": "max"}), dog.name)
session.delete(session.query(Cat).one())
session.commit()
print(session.query(Animal.name).order_by(Animal.id).all())

ann = Manager(name="ann")
session.add_all([ann, Engineer(name="bob", language="c"), Employee(name="cid")])
session.commit()
session.expunge_all()
people = session.query(Employee).order_by(Employee.id).all()
print([(type(p).__name__, p.name, p.type) for p in people])
print(people[0].bonus, people[1].language)
print([(e.id, e.name, e.language) for e in session.query(Engineer)])
engineer = session.query(Engineer).filter(Engineer.name == "bob", Engineer.language == "c").one()
engineer.name = "rob"
engineer.language = "rust"
session.commit()
print(session.execute(sa.text("SELECT name, type FROM employees ORDER BY id")).all())
print(session.execute(sa.text("SELECT language FROM engineers")).all())
print(session.query(Engineer.language, Engineer.name).all())
print([m.name for m in session.query(Manager).filter(Manager.bonus > 50)])
print(session.get(Employee, engineer.id) is engineer, session.get(Manager, engineer.id))
print(session.query(Manager).count(), session.query(Employee).filter_by(type="engineer").one().language)
session.delete(engineer)
session.commit()
print(session.execute(sa.text("SELECT count(*) FROM engineers")).scalar(), session.query(Employee).count())
print(sa.inspect(Manager).inherits.class_.__name__, sa.inspect(Manager).polymorphic_identity)
session.close()
