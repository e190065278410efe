"""Several relationships between the same classes, and conditions of their
own."""

import os

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased, declarative_base, foreign, joinedload, relationship, remote, with_parent

Base = declarative_base()


class Address(Base):
    __tablename__ = "addresses"
    id = sa.Column(sa.Integer, primary_key=True)
    city = sa.Column(sa.String(10))
    kind = sa.Column(sa.String(10))


class Customer(Base):
    __tablename__ = "customers"
    id = sa.Column(sa.Integer, primary_key=True)
    name = sa.Column(sa.String(10))
    billing_id = sa.Column(sa.ForeignKey("addresses.id"))
    shipping_id = sa.Column(sa.ForeignKey("addresses.id"))
    billing = relationship("Address", foreign_keys=[billing_id], backref="billed")
    shipping = relationship("Address", foreign_keys="[Customer.shipping_id]", backref="shipped")


class Comment(Base):
    """Refers to rows of any table."""

    __tablename__ = "comments"
    id = sa.Column(sa.Integer, primary_key=True)
    text = sa.Column(sa.String(10))
    subject = sa.Column(sa.String(10))
    subject_id = sa.Column(sa.Integer)
    customer = relationship(
        Customer,
        primaryjoin=lambda: sa.and_(
            foreign(Comment.subject_id) == remote(Customer.id), Comment.subject == "customer"
        ),
        viewonly=True,
    )


Customer.comments = relationship(
    Comment,
    primaryjoin=sa.and_(Customer.id == foreign(Comment.subject_id), Comment.subject == "customer"),
    viewonly=True,
    order_by=Comment.id,
)
Customer.latest = relationship(
    Comment,
    primaryjoin=lambda: sa.and_(
        Customer.id == foreign(Comment.subject_id),
        Comment.id == sa.select(sa.func.max(Comment.id)).where(Comment.subject_id == Customer.id).correlate(Customer).scalar_subquery(),
    ),
    viewonly=True,
    uselist=False,
)


class Flight(Base):
    __tablename__ = "flights"
    id = sa.Column(sa.Integer, primary_key=True)
    start_code = sa.Column(sa.String(3))
    end_code = sa.Column(sa.String(3))
    start = relationship("Airport", primaryjoin="Flight.start_code == foreign(Airport.code)", uselist=False, viewonly=True)
    end = relationship("Airport", primaryjoin="foreign(Flight.end_code) == Airport.code", viewonly=True)


class Airport(Base):
    __tablename__ = "airports"
    id = sa.Column(sa.Integer, primary_key=True)
    code = sa.Column(sa.String(3), unique=True)


engine = sa.create_engine(os.environ["DATABASE_URL"])
Base.metadata.create_all(engine)
session = Session(engine)
oslo, rome = Address(city="oslo"), Address(city="rome")
ann = Customer(name="ann", billing=oslo, shipping=rome)
bob = Customer(name="bob", billing=rome)
session.add_all([ann, bob])
session.flush()
session.add_all([
    Comment(text="one", subject="customer", subject_id=ann.id),
    Comment(text="two", subject="customer", subject_id=ann.id),
    Comment(text="other", subject="order", subject_id=ann.id),
    Flight(start_code="OSL", end_code="FCO"),
    Airport(code="OSL"),
    Airport(code="FCO"),
])
session.commit()
print(ann.billing.city, ann.shipping.city, bob.shipping, [c.name for c in rome.billed], [c.name for c in rome.shipped])
print([comment.text for comment in ann.comments], ann.latest.text, bob.comments)
print([(comment.text, comment.customer and comment.customer.name) for comment in session.query(Comment).order_by(Comment.id)])
flight = session.query(Flight).one()
print(flight.start.code, flight.end.code)
print(session.query(Customer.name, Address.city).join(Customer.billing).order_by(Customer.name).all())
first, second = aliased(Address), aliased(Address)
print(session.query(Customer.name, first.city, second.city).join(first, Customer.billing).outerjoin(second, Customer.shipping).order_by(Customer.name).all())
print([c.name for c in session.query(Customer).join(Customer.shipping).filter(Address.city == "rome")])
print([c.name for c in session.query(Customer).filter(Customer.billing.has(city="rome")).order_by(Customer.name)])
print([c.name for c in session.query(Customer).filter(Customer.comments.any(Comment.text == "two"))])
print([c.name for c in session.query(Customer).join(Customer.comments).filter(Comment.text == "one")])
print([c.name for c in session.query(Customer).filter(with_parent(rome, Address.billed))])
print([a.city for a in session.query(Address).filter(Address.billed.any(), Address.shipped.any())])
session.expunge_all()
for customer in session.query(Customer).options(joinedload(Customer.billing), joinedload(Customer.shipping), joinedload(Customer.comments)).order_by(Customer.id):
    print(customer.name, customer.billing.city, customer.shipping and customer.shipping.city, [c.text for c in customer.comments])
ann = session.query(Customer).filter_by(name="ann").one()
ann.billing, ann.shipping = ann.shipping, ann.billing
session.commit()
print(session.query(Customer.name, Customer.billing_id, Customer.shipping_id).order_by(Customer.id).all())
ann.billing = None
session.commit()
print(ann.billing_id, ann.shipping.city, [c.name for c in session.query(Customer).filter(Customer.billing == None)])  # noqa: E711
session.close()
