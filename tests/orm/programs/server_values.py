"""Values that the database makes: identities, generated columns, defaults."""

import os

import sqlalchemy as sa
from sqlalchemy.orm import Session, declarative_base

Base = declarative_base()


class Product(Base):
    __tablename__ = "products"
    id = sa.Column(sa.Integer, primary_key=True)
    width = sa.Column(sa.Integer, nullable=False)
    height = sa.Column(sa.Integer, server_default="2")
    area = sa.Column(sa.Integer, sa.Computed("width * height", persisted=True))
    label = sa.Column(sa.String(20), server_default=sa.text("'none'"))
    active = sa.Column(sa.Boolean, server_default=sa.true())
    level = sa.Column(sa.Integer, server_default="0", server_onupdate=sa.FetchedValue())


class Pair(Base):
    __tablename__ = "pairs"
    a = sa.Column(sa.Integer, primary_key=True)
    b = sa.Column(sa.String(5), primary_key=True, server_default="x")
    text = sa.Column(sa.String(5))


engine = sa.create_engine(os.environ["DATABASE_URL"])
Base.metadata.create_all(engine)
session = Session(engine)
product = Product(width=3)
session.add(product)
session.flush()
print(product.height, product.area, product.label, product.active, product.level)
product.width = 5
session.flush()
print(product.area)
product.height = 4
product.label = None
session.commit()
print(product.area, product.label)
product.width = Product.width + 1
session.flush()
print(product.width, product.area)
session.add_all([Product(width=n, height=None, label=("l%d" % n if n % 2 else None)) for n in range(1, 6)])
session.commit()
print(session.query(Product.width, Product.height, Product.area, Product.label).order_by(Product.id).all())
start = session.query(sa.func.min(Product.id)).scalar()
print([id_ - start for (id_,) in session.query(Product.id).order_by(Product.id)])
session.query(Product).filter(Product.width < 3).update({Product.height: Product.width * 10})
print([(p.width, p.height, p.area) for p in session.query(Product).order_by(Product.id)])
session.bulk_insert_mappings(Product, [{"width": 7}, {"width": 8}])
session.bulk_save_objects([Product(width=9, height=9)])
print(session.query(Product.area).filter(Product.width.in_([7, 8, 9])).order_by(Product.area).all())
session.execute(sa.insert(Product).values(width=11))
made = session.scalars(sa.insert(Product).values(width=12).returning(Product)).one()
print(made.area, made.label, made.active)
rows = session.execute(sa.insert(Product).returning(Product.width, Product.area), [{"width": 20}, {"width": 21}]).all()
print(sorted(map(tuple, rows)))
pair = Pair(a=1, b="y", text="t")
session.add(pair)
session.flush()
print(pair.a, pair.b)
changed = session.execute(sa.update(Product).where(Product.width > 10).values(label="wide").returning(Product.width)).scalars().all()
print(sorted(changed), session.execute(sa.delete(Product).where(Product.label == "wide").returning(Product.width)).scalars().all().__len__())
session.rollback()
print(session.query(Product).count())
session.close()
