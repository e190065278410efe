"""A warehouse: composite keys, association objects, many foreign keys."""

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, Integer, Numeric, String, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, foreign, mapped_column, relationship, remote


class Base(DeclarativeBase):
    pass


class Site(Base):
    __tablename__ = "site"

    country: Mapped[str] = mapped_column(String(2), primary_key=True)
    code: Mapped[str] = mapped_column(String(5), primary_key=True)
    name: Mapped[str] = mapped_column(String(100))

    shelves: Mapped[list["Shelf"]] = relationship(back_populates="site")


class Shelf(Base):
    __tablename__ = "shelf"
    __table_args__ = (
        ForeignKeyConstraint(["country", "site_code"], [Site.country, Site.code], name="shelf_site"),
        CheckConstraint("aisle BETWEEN 1 AND 99"),
    )

    country: Mapped[str] = mapped_column(String(2), primary_key=True)
    site_code: Mapped[str] = mapped_column(String(5), primary_key=True)
    aisle: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    level: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)

    site: Mapped[Site] = relationship(back_populates="shelves")
    bins: Mapped[list["Bin"]] = relationship(
        primaryjoin=lambda: (foreign(Bin.aisle) == Shelf.aisle) & (remote(Bin.level) == Shelf.level),
        viewonly=True,
    )


class Item(Base):
    __tablename__ = "item"

    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    ean: Mapped[str | None] = mapped_column(String(13), unique=True)
    weight: Mapped[float | None] = mapped_column(Numeric(9, 3, asdecimal=False))
    replaced_by: Mapped[int | None] = mapped_column(ForeignKey("item.number", ondelete="SET NULL"))

    successor: Mapped["Item | None"] = relationship(remote_side=[number])


class Bin(Base):
    __tablename__ = "bin"
    __table_args__ = (
        ForeignKeyConstraint(
            ["country", "site_code", "aisle", "level"],
            ["shelf.country", "shelf.site_code", "shelf.aisle", "shelf.level"],
            ondelete="RESTRICT",
            onupdate="CASCADE",
        ),
        UniqueConstraint("country", "site_code", "label"),
        Index("bin_place", "aisle", "level", "number"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    country: Mapped[str] = mapped_column(String(2))
    site_code: Mapped[str] = mapped_column(String(5))
    aisle: Mapped[int]
    level: Mapped[int]
    number: Mapped[int]
    label: Mapped[str] = mapped_column(String(20))


class Stock(Base):
    """Which item lies in which bin."""

    __tablename__ = "stock"

    bin_id: Mapped[int] = mapped_column(ForeignKey("bin.id", ondelete="CASCADE"), primary_key=True)
    item_number: Mapped[int] = mapped_column(ForeignKey(Item.number), primary_key=True)
    pieces: Mapped[int] = mapped_column(CheckConstraint("pieces >= 0", name="enough"), server_default="0")

    bin: Mapped[Bin] = relationship()
    item: Mapped[Item] = relationship()
