"""Values that Python or the database puts into columns."""

import datetime
import os
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Session, declarative_base

Base = declarative_base()
counter = iter(range(100, 200))


def slug(context):
    return context.get_current_parameters()["title"].lower().replace(" ", "-")


def total(context):
    return context.current_parameters["count"] * 10


class Page(Base):
    __tablename__ = "pages"
    id = sa.Column(sa.Integer, primary_key=True)
    title = sa.Column(sa.String(50))
    slug = sa.Column(sa.String(50), default=slug, onupdate=lambda context: context.get_current_parameters().get("title", "?").upper())
    count = sa.Column(sa.Integer, default=3)
    total = sa.Column(sa.Integer, default=total)
    number = sa.Column(sa.Integer, default=lambda: next(counter))
    kind = sa.Column(sa.String(10), server_default="plain")
    stamp = sa.Column(sa.DateTime, server_default=sa.func.now())
    length = sa.Column(sa.Integer, default=sa.func.length("four"))
    changed = sa.Column(sa.Integer, onupdate=lambda: 99)
    flag = sa.Column(sa.Boolean, nullable=False, default=False)


class Token(Base):
    __tablename__ = "tokens"
    id = sa.Column(sa.Uuid, primary_key=True, default=uuid.uuid4)
    code = sa.Column(sa.String(40), primary_key=True, default=lambda: "c-%d" % next(counter))
    label = sa.Column(sa.String(20))


class Named(Base):
    __tablename__ = "named"
    name = sa.Column(sa.String(20), primary_key=True)
    value = sa.Column(sa.Integer)


engine = sa.create_engine(os.environ["DATABASE_URL"])
Base.metadata.create_all(engine)
with Session(engine) as session:
    page = Page(title="My First Page")
    print(page.slug, page.count, page.kind, page.flag)
    session.add(page)
    session.flush()
    print(page.id, page.slug, page.count, page.total, page.number, page.kind, page.length, page.flag)
    print(isinstance(page.stamp, datetime.datetime), page.changed)
    page.title = "Second"
    session.flush()
    print(page.slug, page.changed, page.count)
    page.count = 5
    page.slug = "own"
    session.commit()
    print(page.slug, page.count, page.changed)
    # None stands for nothing said, where there is a default.
    other = Page(title="x", count=7, slug=None, kind=None, number=None, total=0)
    session.add(other)
    session.commit()
    print(other.slug, other.count, other.kind, other.total, other.number)
    # An expression as a value.
    other.count = Page.count + 5
    other.title = sa.func.upper("loud")
    session.flush()
    print(other.count, other.title)
    third = Page(title=sa.func.lower("QUIET"), slug="s", count=1)
    session.add(third)
    session.commit()
    print(third.title, third.slug)
    session.add_all([Page(title="n%d" % number, slug="s") for number in range(5)])
    session.commit()
    print(session.query(Page.id, Page.title, Page.number, Page.kind).order_by(Page.id).all())
    print(session.query(Page).filter(Page.title.like("n%")).update({"count": 0}), session.query(Page.changed).distinct().order_by(Page.changed.nulls_first()).all())

    token = Token(label="a")
    session.add(token)
    session.flush()
    print(isinstance(token.id, uuid.UUID), token.code)
    print(session.get(Token, (token.id, token.code)) is token)
    print(session.get(Token, {"id": token.id, "code": token.code}) is token)
    session.add_all([Token(label="b"), Token(label="c", code="given")])
    session.commit()
    print(session.query(Token.code, Token.label).order_by(Token.label).all())
    try:
        session.get(Token, "one")
    except sa.exc.InvalidRequestError as error:
        print(error)

    session.add_all([Named(name="b", value=1), Named(name="a", value=2)])
    session.commit()
    named = session.get(Named, "b")
    named.name = "c"
    session.commit()
    print(session.get(Named, "b"), session.get(Named, "c") is named, session.query(Named.name, Named.value).order_by(Named.name).all())
    try:
        session.add(Named(value=3))
        session.commit()
    except (sa.exc.IntegrityError, sa.orm.exc.FlushError, sa.exc.SQLAlchemyError) as error:
        print("failed")
        session.rollback()
