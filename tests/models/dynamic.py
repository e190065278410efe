"""Tables that are made by code: loops, copies, later changes."""

from sqlalchemy import Column, DateTime, ForeignKey, Index, Integer, MetaData, String, Table, UniqueConstraint, event, func
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column, relationship


class Base(DeclarativeBase):
    pass


class Article(Base):
    __tablename__ = "article"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(50), index=True, unique=True)
    body: Mapped[str | None]


for language in ("de", "fr"):
    Table(
        "article_" + language,
        Base.metadata,
        Column("article_id", ForeignKey("article.id", ondelete="CASCADE"), primary_key=True),
        *[Column(name, String(50)) for name in ("title", "body")],
        Index("ix_title_" + language, "title"),
    )


def history(cls):
    """A class whose table keeps the versions of another's rows."""
    columns = [
        Column(column.name, column.type, primary_key=column.primary_key, autoincrement=False)
        for column in cls.__table__.columns
    ]
    names = {
        "__tablename__": cls.__tablename__ + "_history",
        "__table_args__": (UniqueConstraint("id", "version"),),
        "version": mapped_column(Integer, primary_key=True, autoincrement=False),
        "changed": Column(DateTime, server_default=func.now()),
    }
    names.update((column.name, column) for column in columns)
    return type(cls.__name__ + "History", (Base,), names)


ArticleHistory = history(Article)


class HasAddresses:
    """Each class gets a table of addresses of its own."""

    @declared_attr
    def addresses(cls):
        cls.Address = type(
            cls.__name__ + "Address",
            (Base,),
            dict(
                __tablename__="%s_address" % cls.__tablename__,
                id=mapped_column(Integer, primary_key=True),
                parent_id=mapped_column(Integer, ForeignKey("%s.id" % cls.__tablename__)),
                street=mapped_column(String(80)),
            ),
        )
        return relationship(cls.Address)


class Customer(HasAddresses, Base):
    __tablename__ = "customer"

    id: Mapped[int] = mapped_column(primary_key=True)


class Supplier(HasAddresses, Base):
    __tablename__ = "supplier"

    id: Mapped[int] = mapped_column(primary_key=True)


Customer.__table__.append_column(Column("vip", Integer, server_default="0"))
Supplier.country = mapped_column(String(2), nullable=False)
Index("ix_customer_vip", Customer.__table__.c.vip)
Article.__table__.append_constraint(UniqueConstraint("title", "id", name="twice"))

archive = MetaData(schema="archive")
for table in [Article.__table__, Base.metadata.tables["article_de"]]:
    table.to_metadata(archive)

Table("article", Base.metadata, Column("extra", Integer), extend_existing=True)
Table("article", Base.metadata, keep_existing=True)

target_metadata = [Base.metadata, archive]
