# only postgresql
"""Types and statements that PostgreSQL alone has."""

import enum
import os
import uuid

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql as pg
from sqlalchemy.ext.mutable import MutableDict, MutableList
from sqlalchemy.orm import Session, declarative_base, relationship

Base = declarative_base()


class Level(str, enum.Enum):
    LOW = "low"
    HIGH = "high"


class Account(Base):
    __tablename__ = "accounts"
    id = sa.Column(pg.UUID(as_uuid=True), primary_key=True, server_default=sa.text("gen_random_uuid()"))
    text_id = sa.Column(pg.UUID(as_uuid=False), default=lambda: "00000000-0000-0000-0000-000000000001")
    email = sa.Column(sa.String(50), unique=True)
    tags = sa.Column(pg.ARRAY(sa.String), server_default="{}")
    numbers = sa.Column(MutableList.as_mutable(pg.ARRAY(sa.Integer)), default=list)
    config = sa.Column(MutableDict.as_mutable(pg.JSONB), server_default=sa.text("'{}'::jsonb"))
    level = sa.Column(pg.ENUM(Level, name="level"), default=Level.LOW)
    plain = sa.Column(pg.ENUM("a", "b", name="plain"))
    address = sa.Column(pg.INET)
    created = sa.Column(pg.TIMESTAMP(timezone=True), server_default=sa.func.now())
    entries = relationship("Entry", back_populates="account", passive_deletes=True)


class Entry(Base):
    __tablename__ = "entries"
    id = sa.Column(sa.BigInteger, sa.Identity(), primary_key=True)
    account_id = sa.Column(pg.UUID(as_uuid=True), sa.ForeignKey("accounts.id", ondelete="CASCADE"))
    amount = sa.Column(sa.Numeric)
    account = relationship(Account, back_populates="entries")


engine = sa.create_engine(os.environ["DATABASE_URL"])
Base.metadata.create_all(engine)
session = Session(engine)
ann = Account(email="ann@x", tags=["a", "b"], config={"k": [1, 2], "n": {"deep": "x"}}, plain="b", address="10.0.0.1")
session.add(ann)
session.flush()
print(isinstance(ann.id, uuid.UUID), ann.text_id, ann.tags, ann.numbers, ann.config, ann.level, ann.plain, str(ann.address))
print(ann.created.tzinfo is not None)
ann.numbers.append(3)
ann.config["new"] = True
ann.level = Level.HIGH
ann.entries = [Entry(amount=5), Entry(amount=7)]
session.commit()
print(ann.numbers, ann.config, ann.level, [entry.id for entry in sorted(ann.entries, key=lambda e: e.id)])
bob = Account(email="bob@x")
session.add(bob)
session.commit()
print(bob.tags, bob.config, bob.numbers, bob.plain)
query = session.query(Account.email)
print(query.filter(Account.tags.contains(["a"])).all(), query.filter(Account.tags.any("b")).all())
print(query.filter(Account.config.has_key("k")).all(), query.filter(Account.config["n"]["deep"].astext == "x").all())
print(query.filter(Account.config.contains({"new": True})).all(), query.filter(Account.config[("n", "deep")].astext == "x").count())
print(query.filter(Account.level == Level.HIGH).all(), query.filter(Account.id == str(ann.id)).all())
print(session.query(sa.func.array_agg(Entry.amount)).scalar(), session.query(sa.func.sum(Entry.amount)).scalar())
print(session.query(Account.config["k"], Account.config["n"]["deep"].astext).filter_by(email="ann@x").all())
print(session.query(sa.cast(Account.config, sa.Text)).filter_by(email="bob@x").scalar())
print(session.query(Account).filter_by(email="bob@x").update({"config": sa.func.jsonb_set(Account.config, sa.text("'{a}'"), sa.text("'1'"))}, synchronize_session=False))
session.expire(bob)
print(bob.config)
statement = pg.insert(Account).values(email="ann@x", plain="a").on_conflict_do_nothing(index_elements=["email"])
session.execute(statement)
statement = pg.insert(Account).values([{"email": "ann@x", "plain": "a"}, {"email": "cid@x", "plain": "b"}])
statement = statement.on_conflict_do_update(index_elements=[Account.email], set_={"plain": statement.excluded.plain}).returning(Account.email, Account.plain)
print(sorted(map(tuple, session.execute(statement))))
session.refresh(ann)
print(ann.plain, session.query(Account).count())
print(session.query(Account).distinct(Account.plain).order_by(Account.plain, Account.email).with_entities(Account.email).all())
print(session.query(Account.email).with_for_update(skip_locked=True).order_by(Account.email).first())
print(session.query(sa.func.string_agg(Account.email, sa.literal(","))).filter(Account.email.like("a%")).scalar())
print(session.query(Account.email, sa.func.row_number().over(order_by=Account.email)).order_by(Account.email).all())
lateral = session.query(Entry.amount).filter(Entry.account_id == Account.id).order_by(Entry.amount.desc()).limit(1).subquery().lateral()
print(session.query(Account.email, lateral.c.amount).outerjoin(lateral, sa.true()).order_by(Account.email).all())
print(session.query(Account).filter(Account.id.in_([ann.id, bob.id])).delete(synchronize_session=False), session.query(Entry).count())
session.rollback()
session.delete(ann)
session.commit()
print(session.query(Entry).count(), session.scalars(sa.select(Account.email).order_by(Account.email)).all())
session.close()
