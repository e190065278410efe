"""`__table_args__` in all forms, and `__table__`."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, ForeignKeyConstraint, Index, Integer, PrimaryKeyConstraint, String, Table, UniqueConstraint, desc, text
from sqlalchemy.orm import declarative_base, declared_attr, relationship

Base = declarative_base()


class Options(Base):
    __tablename__ = "options"
    __table_args__ = {"comment": "only options", "sqlite_autoincrement": True, "info": {"kept": True}}

    id = Column(Integer, primary_key=True)


class Nothing(Base):
    __tablename__ = "nothing"
    __table_args__ = None

    id = Column(Integer, primary_key=True)


class Empty(Base):
    __tablename__ = "empty"
    __table_args__ = ()

    a = Column(Integer, primary_key=True)
    b = Column(Integer, primary_key=True)
    c = Column(Integer)


class Items(Base):
    __tablename__ = "items"
    __table_args__ = (
        PrimaryKeyConstraint("b", "a", name="items_key"),
        ForeignKeyConstraint(["a", "b"], ["empty.a", "empty.b"], onupdate="CASCADE"),
        UniqueConstraint("c", "d", name="items_cd", deferrable=True),
        CheckConstraint("c <> d"),
        Index("items_d", desc("d"), "c"),
        Index("items_unique", "c", unique=True, sqlite_where=text("d = 1"), postgresql_where=text("d = 1")),
    )

    a = Column(Integer)
    b = Column(Integer)
    c = Column(Integer)
    d = Column(Integer, nullable=False)


class Tracked:
    @declared_attr
    def __table_args__(cls):
        return (Index("ix_%s_seen" % cls.__tablename__, "seen"), {"comment": cls.__name__})

    seen = Column(Integer)


class Cat(Tracked, Base):
    __tablename__ = "cat"

    id = Column(Integer, primary_key=True)


class Dog(Tracked, Base):
    __tablename__ = "dog"

    id = Column(Integer, primary_key=True)

    @declared_attr
    def __table_args__(cls):
        return super().__table_args__[:-1] + (UniqueConstraint("seen", "id"),)


class Direct(Base):
    __table__ = Table(
        "direct",
        Base.metadata,
        Column("id", Integer, primary_key=True),
        Column("cat", ForeignKey("cat.id", name="direct_cat"), index=True),
        Column("word", String(8), CheckConstraint("word <> ''", name="direct_word"), unique=True),
    )

    owner = relationship(Cat)


class Keyed(Base):
    __tablename__ = "keyed"

    identifier = Column("id", Integer, primary_key=True)
    kind = Column("type", String(4), key="kind_key")
    dog_id = Column("dog", Integer)
    __table_args__ = (
        UniqueConstraint("kind_key"),
        ForeignKeyConstraint(["dog"], ["dog.id"]),
        Index("keyed_type", "kind_key", "id"),
    )

    @declared_attr.directive
    def __mapper_args__(cls):
        return {"version_id_col": cls.__table__.c.id, "eager_defaults": True}
