"""`select()` of classes, executed by sessions."""

import os

import sqlalchemy as sa
from sqlalchemy import select
from sqlalchemy.orm import Bundle, Session, aliased, declarative_base, relationship

Base = declarative_base()


class Shop(Base):
    __tablename__ = "shops"
    id = sa.Column(sa.Integer, primary_key=True)
    name = sa.Column(sa.String(20))
    sales = relationship("Sale", back_populates="shop", order_by="Sale.id")


class Sale(Base):
    __tablename__ = "sales"
    id = sa.Column(sa.Integer, primary_key=True)
    amount = sa.Column("sum", sa.Integer)
    shop_id = sa.Column(sa.ForeignKey(Shop.id))
    shop = relationship(Shop, back_populates="sales")


engine = sa.create_engine(os.environ["DATABASE_URL"])
Base.metadata.create_all(engine)
session = Session(engine)
session.add_all([
    Shop(name="north", sales=[Sale(amount=5), Sale(amount=7)]),
    Shop(name="south", sales=[Sale(amount=1)]),
    Shop(name="west"),
])
session.commit()

print([shop.name for shop in session.scalars(select(Shop).order_by(Shop.id))])
print([shop.name for shop in session.execute(select(Shop).order_by(Shop.name.desc())).scalars().all()])
row = session.execute(select(Shop).filter_by(name="north")).one()
print(row[0].name, row.Shop is row[0], row._fields, len(row))
print(session.execute(select(Shop.id, Shop.name).order_by(Shop.id)).all())
print(session.execute(select(Shop.name.label("title")).where(Shop.id == 1)).mappings().all())
print(session.scalars(select(Shop.name).where(Shop.name.in_(["north", "west"])).order_by(Shop.id)).all())
print(session.scalar(select(sa.func.count()).select_from(Shop)), session.scalar(select(Shop).where(Shop.id == 2)).name)
print(session.execute(select(Sale.amount).order_by(Sale.id)).first().amount)
print([(shop.name, sale.amount) for shop, sale in session.execute(select(Shop, Sale).join(Shop.sales).order_by(Sale.id))])
print([(shop.name, sale and sale.amount) for shop, sale in session.execute(
    select(Shop, Sale).outerjoin(Sale, Sale.shop_id == Shop.id).order_by(Shop.id, Sale.id))])
print(session.execute(select(Shop.name, sa.func.sum(Sale.amount)).join(Sale).group_by(Shop.name).order_by(Shop.name)).all())
print([shop.name for shop in session.scalars(select(Shop).join(Shop.sales).where(Sale.amount > 4).distinct())])
print([shop.name for shop in session.scalars(select(Shop).where(Shop.sales.any(Sale.amount == 1)))])
print([shop.name for shop in session.scalars(select(Shop).where(~Shop.sales.any()))])
print([sale.amount for sale in session.scalars(select(Sale).join(Sale.shop).filter_by(name="north").order_by(Sale.amount))])
other = aliased(Shop, name="other")
print(session.execute(select(Shop.name, other.name).join(other, other.id > Shop.id).order_by(Shop.id, other.id)).all())
print([shop.name for shop in session.scalars(select(other).where(other.name.like("%th")).order_by(other.id))])
row = session.execute(select(Shop, other).where(Shop.id == other.id, Shop.id == 1)).one()
print(row._fields, row.Shop is row.other)
part = select(Sale.shop_id, sa.func.max(Sale.amount).label("most")).group_by(Sale.shop_id).subquery()
print(session.execute(select(Shop.name, part.c.most).join(part, part.c.shop_id == Shop.id).order_by(Shop.id)).all())
few = select(Shop).where(Shop.id < 3).subquery()
small = aliased(Shop, few)
print([shop.name for shop in session.scalars(select(small).order_by(small.name))])
print([shop.name for shop in session.scalars(select(Shop).from_statement(sa.text("SELECT * FROM shops WHERE id > 1 ORDER BY id")))])
print([shop.name for shop in session.scalars(select(Shop).from_statement(
    sa.text("SELECT id, name FROM shops WHERE id = :id").bindparams(id=3)))])
either = sa.union_all(select(Shop).where(Shop.id == 1), select(Shop).where(Shop.id == 3)).subquery()
found = aliased(Shop, either)
print(sorted(shop.name for shop in session.scalars(select(found))))
common = select(Sale).where(Sale.amount > 1).cte("big")
print(session.execute(select(common.c.sum).order_by(common.c.sum)).all())
print(session.execute(select(Bundle("pair", Shop.id, Shop.name), Shop.name).where(Shop.id == 1)).one().pair.name)
print(session.query(Bundle("pair", Shop.id, Shop.name)).order_by(Shop.id).first()[0].id)
print(session.scalars(select(Shop).limit(1).offset(1).order_by(Shop.id)).one().name)
print(session.scalars(select(Shop).where(Shop.id == 99)).one_or_none(), session.scalars(select(Shop).where(Shop.id == 99)).first())
for function in (lambda: session.scalars(select(Shop)).one(), lambda: session.execute(select(Shop).where(Shop.id == 99)).scalar_one()):
    try:
        function()
    except sa.exc.InvalidRequestError as error:
        print(type(error).__name__, error)
print([len(part) for part in session.scalars(select(Shop)).partitions(2)])
print(session.execute(select(Shop, Sale.amount).join(Sale).order_by(Sale.id)).columns(1).all())
print(session.execute(sa.select(Shop.__table__).order_by(sa.text("id"))).all()[0])
print(session.execute(select(sa.exists().where(Shop.name == "north"))).scalar())
print(session.scalars(select(Shop.name).where(Shop.id == select(sa.func.max(Shop.id)).scalar_subquery())).all())
print(session.scalars(select(sa.case((Shop.id > 1, "later"), else_="first")).order_by(Shop.id)).all())
print(session.scalars(select(Shop.name).where(Shop.id.in_(select(Sale.shop_id).where(Sale.amount == 7)))).all())
with engine.connect() as connection:
    print(connection.execute(select(Shop).where(Shop.id == 1)).all(), connection.execute(select(Sale).order_by(Sale.id)).first())
    print(connection.execute(select(Shop.name).join(Shop.sales).where(Sale.amount == 1)).scalar())
session.close()
