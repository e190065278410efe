"""Columns and relationships that classes get from mixins, and classes that
are mapped by hand."""

import os
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    MappedAsDataclass,
    Session,
    as_declarative,
    clear_mappers,
    declared_attr,
    mapped_column,
    registry,
    relationship,
)


@as_declarative()
class Base:
    id = sa.Column(sa.Integer, primary_key=True)

    @declared_attr
    def __tablename__(cls):
        return cls.__name__.lower() + "s"

    def as_dict(self):
        return {column.name: getattr(self, column.name) for column in self.__table__.columns}


class Stamped:
    created = sa.Column(sa.Integer, default=1)
    changed = sa.Column(sa.Integer, default=1, onupdate=2)


class Owned:
    @declared_attr
    def owner_id(cls):
        return sa.Column(sa.ForeignKey("owners.id"))

    @declared_attr
    def owner(cls):
        return relationship("Owner", backref=cls.__name__.lower() + "_things")


class Owner(Base):
    name = sa.Column(sa.String(10))


class Car(Stamped, Owned, Base):
    brand = sa.Column(sa.String(10))


class Boat(Stamped, Owned, Base):
    length = sa.Column(sa.Integer)


mapper_registry = registry()
street = sa.Table(
    "streets",
    mapper_registry.metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("street_name", sa.String(10)),
)
house = sa.Table(
    "houses",
    mapper_registry.metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("number", sa.Integer),
    sa.Column("street_id", sa.ForeignKey("streets.id")),
)


class Street:
    def __init__(self, name):
        self.name = name


class House:
    def __init__(self, number, street=None):
        self.number = number
        self.street = street


mapper_registry.map_imperatively(Street, street, properties={"name": street.c.street_name})
mapper_registry.map_imperatively(House, house, properties={"street": relationship(Street, backref="houses")})


class DataBase(MappedAsDataclass, DeclarativeBase):
    pass


class Pair(DataBase):
    __tablename__ = "pairs"
    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    left: Mapped[str]
    right: Mapped[int] = mapped_column(default=5)


engine = sa.create_engine(os.environ["DATABASE_URL"])
for metadata in (Base.metadata, mapper_registry.metadata, DataBase.metadata):
    metadata.create_all(engine)
session = Session(engine)
ann = Owner(name="ann")
car, boat = Car(brand="saab", owner=ann), Boat(length=7, owner=ann)
session.add_all([car, boat])
session.commit()
print(car.as_dict(), boat.as_dict(), ann.as_dict())
print([c.brand for c in ann.car_things], [b.length for b in ann.boat_things])
car.brand = "volvo"
session.commit()
print(car.changed, boat.changed, Car.__tablename__, session.query(Car).filter(Car.owner.has(name="ann")).one() is car)
print(session.query(Owner.name, Car.brand, Boat.length).join(Car, Car.owner_id == Owner.id).join(Boat, Boat.owner_id == Owner.id).all())

main = Street("main")
session.add_all([House(1, main), House(2, main), House(3)])
session.commit()
print([h.number for h in session.query(House).filter(House.street == main).order_by(House.number)])
print(sorted(h.number for h in main.houses), session.query(Street.name).all(), session.query(street.c.street_name).all())
print(session.query(House).filter(House.street.has(Street.name == "main")).count())
for h in session.query(House).filter_by(street=None):
    h.street = main
session.commit()
print(session.execute(sa.select(house.c.number, house.c.street_id).order_by(house.c.id)).all())

pair = Pair("l")
session.add_all([pair, Pair(left="m", right=6)])
session.commit()
print([(p.id, p.left, p.right) for p in session.query(Pair).order_by(Pair.id)])
for obj in (car, main, pair):
    print(sorted(key for key in vars(obj) if key != "_sa_instance_state"))
session.close()
