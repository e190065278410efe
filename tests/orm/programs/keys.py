"""Keys of several columns, and objects that refer to each other by them."""

import os

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased, declarative_base, relationship

Base = declarative_base()


class Order(Base):
    __tablename__ = "orders"
    region = sa.Column(sa.String(5), primary_key=True)
    number = sa.Column(sa.Integer, primary_key=True, autoincrement=False)
    total = sa.Column(sa.Integer)
    lines = relationship("Line", back_populates="order", cascade="all, delete-orphan", order_by="Line.position")


class Line(Base):
    __tablename__ = "lines"
    region = sa.Column(sa.String(5), primary_key=True)
    number = sa.Column(sa.Integer, primary_key=True, autoincrement=False)
    position = sa.Column(sa.Integer, primary_key=True, autoincrement=False)
    text = sa.Column(sa.String(20))
    order = relationship(Order, back_populates="lines")
    __table_args__ = (
        sa.ForeignKeyConstraint(["region", "number"], ["orders.region", "orders.number"]),
        {"comment": "lines of orders"},
    )


class Grant(Base):
    """Rows that link others and have something of their own."""

    __tablename__ = "grants"
    user_id = sa.Column(sa.ForeignKey("users.id"), primary_key=True)
    role_id = sa.Column(sa.ForeignKey("roles.id"), primary_key=True)
    since = sa.Column(sa.Integer, default=2000)
    user = relationship("User", back_populates="grants")
    role = relationship("Role")


class User(Base):
    __tablename__ = "users"
    id = sa.Column(sa.Integer, primary_key=True)
    name = sa.Column(sa.String(10))
    grants = relationship(Grant, back_populates="user", cascade="all, delete-orphan")


class Role(Base):
    __tablename__ = "roles"
    id = sa.Column(sa.Integer, primary_key=True)
    name = sa.Column(sa.String(10))


engine = sa.create_engine(os.environ["DATABASE_URL"])
Base.metadata.create_all(engine)
session = Session(engine)
order = Order(region="eu", number=1, lines=[Line(position=2, text="b"), Line(position=1, text="a")])
session.add_all([order, Order(region="eu", number=2), Order(region="us", number=1)])
session.commit()
print([line.text for line in order.lines], order.lines[0].region, order.lines[0].number)
print(session.get(Order, ("eu", 1)) is order, session.get(Order, {"number": 1, "region": "us"}).region, session.get(Order, ("x", 9)))
print(session.query(Order).get(("eu", 2)).number, sa.inspect(order).identity)
session.expunge_all()
line = session.get(Line, ("eu", 1, 2))
print(line.order.region, line.order is session.get(Order, ("eu", 1)), [l.text for l in line.order.lines])
line.order.lines.remove(line)
session.commit()
print(session.query(Line.region, Line.number, Line.position).all())
print(session.query(Order).filter(sa.tuple_(Order.region, Order.number).in_([("eu", 2), ("us", 1)])).count())
print(session.query(Order.region, sa.func.count()).group_by(Order.region).order_by(Order.region).all())
print([(o.region, o.number) for o in session.query(Order).join(Order.lines)])
print([(o.region, o.number) for o in session.query(Order).filter(~Order.lines.any()).order_by(Order.region, Order.number)])
other = aliased(Order)
print(session.query(Order.number, other.number).join(other, sa.and_(other.region == Order.region, other.number > Order.number)).all())
order = session.get(Order, ("eu", 1))
session.delete(order)
session.commit()
print(session.query(Line).count(), session.query(Order).count())
order = session.get(Order, ("eu", 2))
order.number = 20
session.commit()
print(session.get(Order, ("eu", 2)), session.get(Order, ("eu", 20)) is order)
merged = session.merge(Order(region="us", number=1, total=50))
merged_new = session.merge(Order(region="as", number=7, total=70))
session.commit()
print(session.query(Order.region, Order.number, Order.total).order_by(Order.region).all())

ann, admin, guest = User(name="ann"), Role(name="admin"), Role(name="guest")
ann.grants = [Grant(role=admin, since=1999), Grant(role=guest)]
session.add(ann)
session.commit()
print(sorted((grant.role.name, grant.since, grant.user.name) for grant in ann.grants))
bob = User(name="bob")
session.add(Grant(user=bob, role=admin))
session.commit()
print([(grant.user_id == bob.id, grant.role_id == admin.id) for grant in bob.grants])
print(session.query(User.name, Role.name).join(User.grants).join(Grant.role).order_by(User.name, Role.name).all())
print(session.query(User.name).join(Grant, Grant.user_id == User.id).filter(Grant.since < 2000).all())
ann.grants = [grant for grant in ann.grants if grant.role is guest]
session.commit()
print(session.query(Grant).count(), session.get(Grant, (ann.id, admin.id)))
session.query(Grant).filter_by(user_id=bob.id).delete()
session.delete(bob)
session.commit()
print(session.query(User.name).all(), session.query(Grant.user_id, Grant.role_id).all() == [(ann.id, guest.id)])
session.add(Grant(user_id=ann.id, role_id=admin.id))
session.commit()
session.expire(ann)
print(len(ann.grants))
try:
    session.add(Grant(user_id=ann.id, role_id=admin.id))
    session.flush()
except (sa.exc.IntegrityError, sa.orm.exc.FlushError) as error:
    print(type(error).__name__)
    session.rollback()
session.close()
