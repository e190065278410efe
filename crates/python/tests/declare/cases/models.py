# case: the base of old
from sqlalchemy.ext.declarative import declarative_base
Base = declarative_base()
class User(Base):
    __tablename__ = "users"
    id = sa.Column(sa.Integer, primary_key=True)
    name = sa.Column(sa.String(50), nullable=False, index=True)
    email = sa.Column("mail", sa.String, unique=True)
    ignored = 3
# case: a typed base
from typing import Optional, List, Annotated, Any, Literal
import datetime, decimal, enum, uuid
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship
key = Annotated[int, mapped_column(primary_key=True)]
stamp = Annotated[datetime.datetime, mapped_column(sa.DateTime(timezone=True), server_default=sa.func.now())]
short = Annotated[str, 30]
class Base(DeclarativeBase):
    type_annotation_map = {short: sa.String(30), dict[str, Any]: sa.JSON}
class Color(enum.Enum):
    red = 1
    green = 2
class Thing(Base):
    __tablename__ = "things"
    id: Mapped[key]
    created: Mapped[stamp]
    name: Mapped[short]
    note: Mapped[Optional[str]]
    size: Mapped[int | None] = mapped_column(sa.SmallInteger, server_default="1")
    color: Mapped[Color]
    letter: Mapped[Literal["a", "bb"]]
    data: Mapped[dict[str, Any]]
    number: Mapped[decimal.Decimal] = mapped_column(sa.Numeric(10, 2))
    mark: Mapped[uuid.UUID]
    share: Mapped[float]
    seen: Mapped[bool] = mapped_column(server_default=sa.false())
    day: Mapped[datetime.date]
    at: Mapped[datetime.time]
    wait: Mapped[datetime.timedelta]
    raw: Mapped[bytes]
    forced: Mapped[Optional[str]] = mapped_column(nullable=False)
    owner_id: Mapped[Optional[int]] = mapped_column(sa.ForeignKey("things.id", ondelete="CASCADE"))
    owner: Mapped[Optional["Thing"]] = relationship(remote_side=[id])
    parts: Mapped[List["Part"]] = relationship(back_populates="thing")
class Part(Base):
    __tablename__ = "parts"
    id: Mapped[key]
    thing_id = mapped_column(sa.ForeignKey("things.id"), index=True)
    thing: Mapped["Thing"] = relationship(back_populates="parts")
# case: annotations that are text
from __future__ import annotations
from typing import Optional, TYPE_CHECKING
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship
if TYPE_CHECKING:
    from elsewhere import Other
class Base(DeclarativeBase):
    pass
class Thing(Base):
    __tablename__ = "things"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[Optional[str]]
    other_id: Mapped[int] = mapped_column(sa.ForeignKey("things.id"))
    other: Mapped[Other] = relationship("Thing")
# case: names that only type checkers see
from typing import Optional, TYPE_CHECKING
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship
if TYPE_CHECKING:
    from elsewhere import Other
class Base(DeclarativeBase):
    pass
class Thing(Base):
    __tablename__ = "things"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[Optional[str]]
    size: "Mapped[Optional[int]]"
    other: Mapped["Other"] = relationship("Thing", primaryjoin="Thing.id == Thing.id", foreign_keys="Thing.id")
# case: mixins
from sqlalchemy.orm import declarative_base, declared_attr, relationship
Base = declarative_base()
class Named:
    @declared_attr
    def __tablename__(cls):
        return cls.__name__.lower() + "s"
    id = sa.Column(sa.Integer, primary_key=True)
class Stamped:
    created = sa.Column(sa.DateTime, server_default=sa.func.now(), nullable=False)
    @declared_attr
    def made_by(cls):
        return sa.Column(sa.Integer, sa.ForeignKey("users.id"))
    @declared_attr
    def maker(cls):
        return relationship("User", foreign_keys=[cls.made_by])
class User(Named, Base):
    name = sa.Column(sa.String(5))
class Post(Stamped, Named, Base):
    title = sa.Column(sa.String(9))
    __table_args__ = (sa.UniqueConstraint("title", name="one_title"), {"comment": "all posts"})
# case: typed mixins
from typing import Optional
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, declared_attr
class Base(DeclarativeBase):
    @declared_attr.directive
    def __tablename__(cls) -> str:
        return cls.__name__.lower()
    id: Mapped[int] = mapped_column(primary_key=True)
class Versioned:
    version: Mapped[int] = mapped_column(server_default="1", sort_order=10)
    note: Mapped[Optional[str]]
    @declared_attr
    def ref(cls) -> Mapped[Optional[int]]:
        return mapped_column(sa.ForeignKey("page.id"))
class Page(Versioned, Base):
    title: Mapped[str]
    early: Mapped[str] = mapped_column(sort_order=-1)
class Book(Versioned, Base):
    pass
# case: arguments of the table
from sqlalchemy.orm import declarative_base
Base = declarative_base(metadata=sa.MetaData(schema="app"))
class A(Base):
    __tablename__ = "a"
    __table_args__ = {"schema": "other", "mysql_engine": "InnoDB"}
    id = sa.Column(sa.Integer, primary_key=True)
class B(Base):
    __tablename__ = "b"
    x = sa.Column(sa.Integer)
    y = sa.Column(sa.Integer)
    z = sa.Column(sa.Integer, sa.ForeignKey(A.id))
    __table_args__ = (sa.PrimaryKeyConstraint("x", "y"), sa.Index("by_y", y.desc()), sa.CheckConstraint(x > 0, name="positive"))
# case: one table for a family of classes
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
class Base(DeclarativeBase):
    pass
class Person(Base):
    __tablename__ = "people"
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    __mapper_args__ = {"polymorphic_on": "kind", "polymorphic_identity": "person"}
class Worker(Person):
    wage: Mapped[int] = mapped_column(nullable=True)
    __mapper_args__ = {"polymorphic_identity": "worker"}
class Boss(Person):
    wage: Mapped[int] = mapped_column(nullable=True, use_existing_column=True)
    car: Mapped[str] = mapped_column(nullable=True)
    __mapper_args__ = {"polymorphic_identity": "boss"}
# case: a table for each class of a family
from sqlalchemy.orm import declarative_base
Base = declarative_base()
class Animal(Base):
    __tablename__ = "animals"
    id = sa.Column(sa.Integer, primary_key=True)
    kind = sa.Column(sa.String(9))
    __mapper_args__ = {"polymorphic_on": kind}
class Dog(Animal):
    __tablename__ = "dogs"
    id = sa.Column(sa.ForeignKey("animals.id"), primary_key=True)
    tail = sa.Column(sa.Integer)
# case: abstract classes
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
class Base(DeclarativeBase):
    pass
class Stored(Base):
    __abstract__ = True
    id: Mapped[int] = mapped_column(primary_key=True)
    size = sa.Column(sa.Integer, nullable=False)
class File(Stored):
    __tablename__ = "files"
    path: Mapped[str]
class Folder(Stored):
    __tablename__ = "folders"
# case: a table that is given
from sqlalchemy.orm import declarative_base
Base = declarative_base()
class Given(Base):
    __table__ = sa.Table("given", Base.metadata, sa.Column("id", sa.Integer, primary_key=True), sa.Column("x", sa.Integer, unique=True))
# case: a table between tables
from sqlalchemy.orm import declarative_base, relationship, backref
Base = declarative_base()
between = sa.Table("between", Base.metadata, sa.Column("a_id", sa.ForeignKey("a.id"), primary_key=True), sa.Column("b_id", sa.ForeignKey("b.id", ondelete="CASCADE"), primary_key=True))
class A(Base):
    __tablename__ = "a"
    id = sa.Column(sa.Integer, primary_key=True)
    bs = relationship("B", secondary=between, backref=backref("as_", lazy="dynamic"))
class B(Base):
    __tablename__ = "b"
    id = sa.Column(sa.String(8), primary_key=True)
# case: composites and deferred columns
import dataclasses
from typing import Optional
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, composite, deferred, column_property, synonym
class Base(DeclarativeBase):
    pass
@dataclasses.dataclass
class Point:
    x: int
    y: Optional[int]
class Line(Base):
    __tablename__ = "lines"
    id: Mapped[int] = mapped_column(primary_key=True)
    start: Mapped[Point] = composite(mapped_column("x1"), mapped_column("y1"))
    end: Mapped[Point] = composite(mapped_column("x2"), mapped_column("y2"))
    heavy = deferred(sa.Column(sa.Text))
    plus = column_property(sa.Column("plus_one", sa.Integer))
    other_name = synonym("heavy")
# case: dataclasses
from typing import Optional
from sqlalchemy.orm import DeclarativeBase, MappedAsDataclass, Mapped, mapped_column
class Base(MappedAsDataclass, DeclarativeBase):
    pass
class Thing(Base):
    __tablename__ = "things"
    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    name: Mapped[str]
    size: Mapped[Optional[int]] = mapped_column(default=None)
thing = Thing("x", size=3)
print(thing.name, thing.size)
# case: a registry
from sqlalchemy.orm import registry, Mapped, mapped_column
shared = registry()
metadata = shared.metadata
@shared.mapped
class One:
    __tablename__ = "one"
    id: Mapped[int] = mapped_column(primary_key=True)
class Two:
    pass
shared.map_imperatively(Two, sa.Table("two", shared.metadata, sa.Column("id", sa.Integer, primary_key=True)))
Three = shared.generate_base()
class Four(Three):
    __tablename__ = "four"
    id = sa.Column(sa.Integer, sa.ForeignKey(One.id), primary_key=True)
# case: hybrids, proxies and checks
from sqlalchemy.ext.associationproxy import association_proxy
from sqlalchemy.ext.hybrid import hybrid_property, hybrid_method
from sqlalchemy.ext.mutable import MutableDict, MutableList
from sqlalchemy.orm import declarative_base, relationship, validates
Base = declarative_base()
class A(Base):
    __tablename__ = "a"
    id = sa.Column(sa.Integer, primary_key=True)
    first = sa.Column(sa.String(5))
    data = sa.Column(MutableDict.as_mutable(sa.JSON))
    more = sa.Column(MutableList.as_mutable(postgresql.ARRAY(sa.Integer)))
    @hybrid_property
    def upper(self):
        return self.first.upper()
    @upper.expression
    def upper(cls):
        return sa.func.upper(cls.first)
    @hybrid_method
    def longer(self, than):
        return len(self.first) > than
    @validates("first")
    def check(self, key, value):
        return value
print(A(first="abc").upper)
# case: columns that are added to a class
from sqlalchemy.orm import declarative_base
Base = declarative_base()
class A(Base):
    __tablename__ = "a"
    id = sa.Column(sa.Integer, primary_key=True)
A.late = sa.Column(sa.String(4))
sa.Index("by_late", A.late)
sa.Index("by_lower", sa.func.lower(A.late), unique=True)
# case: enums for all
import enum
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
class Base(DeclarativeBase):
    type_annotation_map = {enum.Enum: sa.Enum(enum.Enum, native_enum=False, length=20, values_callable=lambda cls: [m.value for m in cls])}
class Size(enum.Enum):
    small = "s"
    large = "l"
class Thing(Base):
    __tablename__ = "things"
    id: Mapped[int] = mapped_column(primary_key=True)
    size: Mapped[Size]
# case: types that are named
from typing import NewType
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
Name = NewType("Name", str)
class Base(DeclarativeBase):
    type_annotation_map = {Name: sa.String(77), int: sa.BigInteger().with_variant(sa.Integer, "sqlite"), str: sa.Text}
class Thing(Base):
    __tablename__ = "things"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[Name]
    text: Mapped[str]
# case: a class without a key or a table
from sqlalchemy.orm import declarative_base
Base = declarative_base()
class Lost(Base):
    id = sa.Column(sa.Integer, primary_key=True)
# case: a column without a type
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
class Base(DeclarativeBase):
    pass
class Strange:
    pass
class Thing(Base):
    __tablename__ = "things"
    id: Mapped[int] = mapped_column(primary_key=True)
    odd: Mapped[Strange]
# case: names that come later
from typing import Optional
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship
class Base(DeclarativeBase):
    pass
class Child(Base):
    __tablename__ = "children"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[Optional[str]]
    parent_id: Mapped[int] = mapped_column(sa.ForeignKey("parents.id"))
    parent: Mapped["Parent"] = relationship(back_populates="children")
class Parent(Base):
    __tablename__ = "parents"
    id: Mapped[int] = mapped_column(primary_key=True)
    children: Mapped[list["Child"]] = relationship(back_populates="parent")
