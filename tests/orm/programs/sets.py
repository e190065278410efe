"""Queries that are put together: unions, subqueries, conditions by loops."""

import os
from functools import reduce
from operator import or_

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased, declarative_base

Base = declarative_base()


class Log(Base):
    __tablename__ = "logs"
    id = sa.Column(sa.Integer, primary_key=True)
    host = sa.Column(sa.String(10))
    level = sa.Column(sa.Integer)
    text = sa.Column(sa.String(20))


class Host(Base):
    __tablename__ = "hosts"
    name = sa.Column(sa.String(10), primary_key=True)
    zone = sa.Column(sa.String(10))


engine = sa.create_engine(os.environ["DATABASE_URL"])
Base.metadata.create_all(engine)
session = Session(engine)
session.add_all([Host(name="a", zone="x"), Host(name="b", zone="x"), Host(name="c", zone="y")])
session.add_all([Log(host="abc"[number % 3], level=number % 4, text="t%d" % (number % 5)) for number in range(12)])
session.commit()
query = session.query(Log)
low, high = query.filter(Log.level == 0), query.filter(Log.level == 3)
print([log.id for log in low.union(high).order_by(Log.id)])
print([log.id for log in low.union(high).filter(Log.host == "a").order_by(Log.id.desc())])
print(low.union_all(high, low).count(), low.union(high).limit(2).count())
print(sorted(log.id for log in query.filter(Log.level < 2).intersect(query.filter(Log.host == "b"))))
print(sorted(log.id for log in query.filter(Log.level < 2).except_(query.filter(Log.host == "b"))))
print(sorted(session.query(Log.host).filter(Log.level == 0).union(session.query(Log.host).filter(Log.level == 3)).all()))
print([log.id for log in query.filter(reduce(or_, [Log.text == text for text in ("t0", "t4")])).order_by(Log.id)])
conditions = [Log.level > 1]
if conditions:
    conditions.append(Log.host.in_(["a", "b"]))
print([log.id for log in query.filter(*conditions).order_by(Log.id)], query.filter(sa.and_(*conditions)).count())
per_host = session.query(Log.host.label("name"), sa.func.count(Log.id).label("n"), sa.func.max(Log.level).label("top")).group_by(Log.host).subquery("per_host")
print(session.query(Host.zone, sa.func.sum(per_host.c.n)).join(per_host, per_host.c.name == Host.name).group_by(Host.zone).order_by(Host.zone).all())
print(session.query(Host, per_host.c.top).outerjoin(per_host, per_host.c.name == Host.name).order_by(Host.name).all()[0][1])
print(session.query(per_host).order_by(per_host.c.name).all())
newest = session.query(sa.func.max(Log.id)).filter(Log.host == Host.name).correlate(Host).scalar_subquery()
print(session.query(Host.name, newest.label("newest")).order_by(Host.name).all())
print([host.name for host in session.query(Host).filter(session.query(Log).filter(Log.host == Host.name, Log.level == 3).exists()).order_by(Host.name)])
other = aliased(Log)
latest = session.query(Log).outerjoin(other, sa.and_(Log.host == other.host, Log.id < other.id)).filter(other.id.is_(None))
print(sorted((log.host, log.id) for log in latest))
part = aliased(Log, session.query(Log).filter(Log.level > 1).subquery())
print([log.id for log in session.query(part).filter(part.host == "c").order_by(part.id)])
print(session.query(part.host, sa.func.count(part.id)).group_by(part.host).order_by(part.host).all())
named = session.query(Log).filter(Log.level == 2).cte("named")
print(session.query(Host.zone, named.c.id).join(named, named.c.host == Host.name).order_by(named.c.id).all())
duplicates = session.query(Log.text, sa.func.min(Log.id).label("keep")).group_by(Log.text).having(sa.func.count(Log.id) > 2)
print(sorted(duplicates.all()))
keep = duplicates.subquery()
print(session.query(Log).filter(Log.text.in_(sa.select(keep.c.text)), ~Log.id.in_(sa.select(keep.c.keep))).delete(synchronize_session=False))
print(session.query(Log.id).order_by(Log.id).all())
print(session.query(sa.func.coalesce(sa.func.max(Log.level), 0) + 1).scalar(), session.query(sa.func.count(sa.distinct(Log.host))).scalar())
print(session.query(Log.host, Log.level).distinct().order_by(Log.host, Log.level).all())
print(session.query(sa.func.lower(sa.func.upper(Log.text))).order_by(Log.id).first(), session.query(Log.host + "-" + Log.text).order_by(Log.id).first())
print(session.query(Log.level, sa.cast(Log.level, sa.String)).order_by(Log.id).first())
print(session.query(Log).filter(Log.host == session.query(Host.name).filter_by(zone="y").scalar_subquery()).count())
print(session.query(Log).join(Host, Host.name == Log.host).filter(Host.zone == "x").with_entities(Log.id).order_by(Log.id).all())
print(session.execute(sa.update(Log).where(Log.host == sa.select(Host.name).where(Host.zone == "y").scalar_subquery()).values(level=7)).rowcount)
print(session.query(Log.level).filter(Log.host == "c").distinct().all(), session.query(sa.true()).filter(sa.exists().where(Log.level == 7)).scalar())
session.close()
