"""A company: joined tables, single tables, concrete tables."""

from sqlalchemy import Boolean, Column, Date, ForeignKey, Integer, Numeric, String
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column, relationship


class Base(DeclarativeBase):
    pass


class Employee(Base):
    __tablename__ = "employee"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))
    type: Mapped[str] = mapped_column(String(20))

    __mapper_args__ = {"polymorphic_on": "type", "polymorphic_identity": "employee"}


class Engineer(Employee):
    __tablename__ = "engineer"

    id: Mapped[int] = mapped_column(ForeignKey("employee.id"), primary_key=True)
    language: Mapped[str | None] = mapped_column(String(30))

    __mapper_args__ = {"polymorphic_identity": "engineer"}


class Manager(Employee):
    __tablename__ = "manager"

    employee_id = Column("id", Integer, ForeignKey("employee.id"), primary_key=True)
    reports: Mapped[int]

    __mapper_args__ = {"polymorphic_identity": "manager"}


class Director(Manager):
    """Shares the manager's table."""

    golden_parachute: Mapped[bool | None] = mapped_column(Boolean)

    __mapper_args__ = {"polymorphic_identity": "director"}


class Vehicle(Base):
    __tablename__ = "vehicle"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    plate: Mapped[str] = mapped_column(String(12), unique=True)

    __mapper_args__ = {"polymorphic_on": "kind", "polymorphic_identity": "vehicle"}


class Car(Vehicle):
    seats: Mapped[int | None]
    start_date: Mapped[str | None] = mapped_column(use_existing_column=True)

    __mapper_args__ = {"polymorphic_identity": "car"}


class Truck(Vehicle):
    payload: Mapped[float | None]
    start_date: Mapped[str | None] = mapped_column(use_existing_column=True)
    driver_id: Mapped[int | None] = mapped_column(ForeignKey("employee.id"))

    driver = relationship(Employee)

    __mapper_args__ = {"polymorphic_identity": "truck"}


class Asset(Base):
    __abstract__ = True

    inventory_number = Column(String(16), nullable=False, unique=True)

    @declared_attr.cascading
    def id(cls):
        if cls.__name__ == "Building":
            return Column(Integer, primary_key=True)
        return Column(Integer, primary_key=True, autoincrement=False)


class Building(Asset):
    __tablename__ = "building"

    street: Mapped[str]
    value = Column(Numeric(14, 2))


class Furniture(Asset):
    __tablename__ = "furniture"

    building_id: Mapped[int] = mapped_column(ForeignKey(Building.id))
    bought = Column(Date)


class Media(Base):
    __tablename__ = "media"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]


class Book(Media):
    __tablename__ = "book"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(300))
    isbn: Mapped[str] = mapped_column(String(13))

    __mapper_args__ = {"concrete": True}
