"""Deep inheritance: abstract concrete bases, mixins on every level."""

from sqlalchemy import Column, ForeignKey, Integer, String, Text
from sqlalchemy.ext.declarative import AbstractConcreteBase, ConcreteBase
from sqlalchemy.orm import DeclarativeBase, Mapped, configure_mappers, declared_attr, mapped_column, relationship


class Base(DeclarativeBase):
    pass


class Commentable:
    @declared_attr
    def comment_count(cls) -> Mapped[int]:
        return mapped_column(server_default="0", use_existing_column=True)


class Content(Base):
    __tablename__ = "content"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20), index=True)
    title: Mapped[str]

    __mapper_args__ = {"polymorphic_on": kind.column if hasattr(kind, "column") else kind, "polymorphic_identity": "content"}


class Page(Commentable, Content):
    __tablename__ = "page"

    id: Mapped[int] = mapped_column(ForeignKey("content.id", ondelete="CASCADE"), primary_key=True)
    body: Mapped[str] = mapped_column(Text)

    __mapper_args__ = {"polymorphic_identity": "page"}


class NewsPage(Page):
    __tablename__ = "news_page"

    id: Mapped[int] = mapped_column(ForeignKey("page.id"), primary_key=True)
    source: Mapped[str | None]

    __mapper_args__ = {"polymorphic_identity": "news"}


class Gallery(Commentable, Content):
    """No table of its own."""

    __mapper_args__ = {"polymorphic_identity": "gallery"}


class Video(Commentable, Content):
    length: Mapped[int | None]

    __mapper_args__ = {"polymorphic_identity": "video"}


class Account(ConcreteBase, Base):
    __tablename__ = "account"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))

    __mapper_args__ = {"polymorphic_identity": "account", "concrete": True}


class Savings(Account):
    __tablename__ = "savings"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))
    rate: Mapped[int]

    __mapper_args__ = {"polymorphic_identity": "savings", "concrete": True}


class Sensor(AbstractConcreteBase, Base):
    strict_attrs = True
    serial = mapped_column(String(30), nullable=False)


class Thermometer(Sensor):
    __tablename__ = "thermometer"

    id = mapped_column(Integer, primary_key=True)
    degrees: Mapped[float]

    __mapper_args__ = {"polymorphic_identity": "thermometer", "concrete": True}


class Barometer(Sensor):
    __tablename__ = "barometer"

    id = mapped_column(Integer, primary_key=True)
    hectopascal: Mapped[float]

    __mapper_args__ = {"polymorphic_identity": "barometer", "concrete": True}
