"""Expressions of classes in conditions, orders and values."""

import datetime
import os

import sqlalchemy as sa
from sqlalchemy import and_, between, case, cast, desc, distinct, extract, func, literal, not_, null, nullslast, or_, tuple_
from sqlalchemy.orm import Session, declarative_base, relationship, with_loader_criteria

Base = declarative_base()


class Job(Base):
    __tablename__ = "jobs"
    id = sa.Column(sa.Integer, primary_key=True)
    title = sa.Column(sa.String(30))
    pay = sa.Column(sa.Numeric(10, 2))
    start = sa.Column(sa.Date)
    at = sa.Column(sa.DateTime)
    open = sa.Column(sa.Boolean)
    tags = sa.Column(sa.JSON)
    rank = sa.Column(sa.Integer)


engine = sa.create_engine(os.environ["DATABASE_URL"])
Base.metadata.create_all(engine)
session = Session(engine)
for number, title in enumerate(("Cook", "cleaner", "100% sure", "under_score", None, "Driver")):
    session.add(Job(title=title, pay=number * 10.5, start=datetime.date(2020 + number, 1 + number, 3), open=number % 2 == 0,
                    at=datetime.datetime(2020, 1, 1 + number, 12, 30), tags={"a": number, "l": [1]}, rank=None if number == 3 else number % 3))
session.commit()
ids = session.query(Job.id).order_by(Job.id)


def show(*criteria):
    print([id_ for (id_,) in ids.filter(*criteria)])


show(Job.title.like("c%"))
show(Job.title.ilike("c%"))
show(Job.title.contains("%", autoescape=True))
show(Job.title.contains("_", autoescape=True))
show(Job.title.startswith("C"), Job.pay == 0)
show(Job.title.endswith("er"))
show(Job.title.notlike("%e%"))
show(Job.title.in_(["Cook", "Driver"]), not_(Job.open))
show(or_(Job.title == None, Job.rank == None))  # noqa: E711
show(and_(Job.pay >= 10, Job.pay < 40, Job.open.is_(True)))
show(between(Job.pay, 10, 35))
show(Job.start > datetime.date(2022, 1, 1))
show(extract("year", Job.start) == 2023)
show(func.lower(Job.title) == "cook")
show(func.length(Job.title) > 7)
show(func.coalesce(Job.rank, -1) < 1)
show(Job.tags["a"].as_integer() > 3)
show(Job.open == sa.true())
show(~Job.open, Job.id > 2)
show(tuple_(Job.id, Job.rank).in_([(1, 0), (2, 1), (3, 9)]))
show(Job.id % 2 == 0)
show((Job.pay + 5) * 2 > 60)
show(Job.id.between(2, 4), Job.id != 3)
show(Job.title.is_distinct_from("Cook"))
show(case((Job.rank == 0, "zero"), (Job.rank == 1, "one"), else_="many") == "one")
show(cast(Job.id, sa.String) == "3")
show(Job.title + "!" == "Cook!")
show(sa.text("pay > 20 AND id < 6"))
show(sa.literal(True), literal(1) == 1)
show(Job.rank.in_(session.query(func.max(Job.rank))))
show(Job.at >= datetime.datetime(2020, 1, 3), Job.at < datetime.datetime(2020, 1, 5, 13))
show(func.abs(Job.rank - 1) == 1)
print([job.id for job in session.query(Job).order_by(nullslast(Job.rank.desc()), Job.id)])
print([job.id for job in session.query(Job).order_by(case((Job.title == "Driver", 0), else_=1), desc(Job.id))])
print([job.id for job in session.query(Job).order_by(func.lower(Job.title).nulls_first())])
print(session.query(func.count(distinct(Job.rank)), func.count(Job.rank), func.count()).one())
print(session.query(func.min(Job.start), func.max(Job.at)).one())
print(session.query(Job.rank, func.count().label("n")).group_by(Job.rank).order_by(sa.desc("n"), Job.rank.nulls_last()).all())
print(session.query(func.sum(case((Job.open, 1), else_=0))).scalar(), session.query(func.sum(Job.pay).filter(Job.open)).scalar())
print(session.query(Job.id, func.rank().over(partition_by=Job.open, order_by=Job.pay.desc()).label("r")).order_by(Job.id).all())
print(session.query(literal("x").label("l"), null().label("n"), Job.id * 2).order_by(Job.id).first())
print(session.query(Job).filter(Job.rank == 0).update({"rank": Job.rank + 5, "title": func.upper(Job.title), "pay": None}, synchronize_session=False))
print(session.query(Job.title, Job.rank, Job.pay).filter(Job.rank == 5).order_by(Job.id).all())
print(session.query(Job).filter(Job.id == 2).update({Job.tags: {"new": [1, None]}, Job.start: datetime.date(1999, 1, 1), Job.open: sa.null()}))
job = session.get(Job, 2)
print(job.tags, job.start, job.open)
print([j.id for j in session.scalars(sa.select(Job).options(with_loader_criteria(Job, Job.rank == 5)).order_by(Job.id))])
session.close()
