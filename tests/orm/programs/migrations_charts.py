"""Data migrations over charts and dashboards: JSON in text columns, pages of
rows, merges, rows of a secondary table."""

import json
import os
from datetime import datetime

import sqlalchemy as sa
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import Column, ForeignKey, Integer, String, Table, Text, and_, or_
from sqlalchemy.orm import declarative_base, relationship, Session, subqueryload
from sqlalchemy.orm import declared_attr

Base = declarative_base()


class AuditMixin:
    created_on = Column(sa.DateTime, default=lambda: datetime(2020, 1, 1))
    changed_on = Column(sa.DateTime, default=lambda: datetime(2020, 1, 1), onupdate=lambda: datetime(2021, 1, 1))

    @declared_attr
    def created_by_fk(self):
        return Column(Integer, ForeignKey("ab_user.id"))


class User(Base):
    __tablename__ = "ab_user"
    id = Column(Integer, primary_key=True)
    name = Column(String(10))


dashboard_slices = Table(
    "dashboard_slices",
    Base.metadata,
    Column("id", Integer, primary_key=True),
    Column("dashboard_id", Integer, ForeignKey("dashboards.id")),
    Column("slice_id", Integer, ForeignKey("slices.id")),
)


class Slice(Base, AuditMixin):
    __tablename__ = "slices"
    id = Column(Integer, primary_key=True)
    slice_name = Column(String(50))
    viz_type = Column(String(20))
    params = Column(Text)
    datasource_type = Column(String(20))
    datasource_id = Column(Integer)


class Dashboard(Base, AuditMixin):
    __tablename__ = "dashboards"
    id = Column(Integer, primary_key=True)
    json_metadata = Column(Text)
    position_json = Column(Text)
    slices = relationship("Slice", secondary=dashboard_slices, backref="dashboards")


class SqlaTable(Base):
    __tablename__ = "tables"
    id = Column(Integer, primary_key=True)
    table_name = Column(String(20))
    database_id = Column(Integer)


engine = sa.create_engine(os.environ["DATABASE_URL"])
connection = engine.connect()
op = Operations(MigrationContext.configure(connection))
Base.metadata.create_all(connection)

session = Session(bind=op.get_bind())
ann = User(name="ann")
session.add(ann)
session.flush()
for number in range(12):
    session.add(Slice(
        slice_name="chart %d" % number,
        viz_type=("pie", "line", "table")[number % 3],
        params=json.dumps({"metric": "m%d" % number, "groupby": ["a"], "since": "7 days ago"}) if number != 5 else None,
        datasource_type="table" if number % 4 else "druid",
        datasource_id=number % 2 + 1,
        created_by_fk=ann.id,
    ))
session.add_all([SqlaTable(table_name="t1", database_id=1), SqlaTable(table_name="t2", database_id=1)])
session.commit()
slices = session.query(Slice).order_by(Slice.id).all()
session.add(Dashboard(json_metadata='{"filters": {"1": {}}}', slices=slices[:3]))
session.add(Dashboard(json_metadata=None, position_json='[{"slice_id": "4"}]', slices=slices[3:5]))
session.commit()
session.close()


def upgrade_params():
    bind = op.get_bind()
    session = Session(bind=bind)
    for slc in session.query(Slice).filter(or_(Slice.viz_type.like("pie"), Slice.viz_type == "line")).order_by(Slice.id).all():
        try:
            params = json.loads(slc.params)
        except (TypeError, ValueError) as ex:
            print("skip", slc.slice_name, type(ex).__name__)
            continue
        if "since" in params:
            params["time_range"] = "%s : " % params.pop("since")
        if slc.viz_type == "pie":
            slc.viz_type = "echarts_pie"
        slc.params = json.dumps(params, sort_keys=True)
        session.merge(slc)
        session.commit()
    session.close()
    print(bind.execute(sa.text("SELECT id, viz_type, params FROM slices ORDER BY id LIMIT 4")).all())
    print(bind.execute(sa.text("SELECT count(*) FROM slices WHERE changed_on > created_on")).scalar())


def paginated_update():
    session = Session(bind=op.get_bind())
    query = session.query(Slice).filter(Slice.datasource_type == "table")
    total = query.count()
    size, start = 4, 0
    while start < total:
        for slc in query.order_by(Slice.id)[start:start + size]:
            slc.slice_name = slc.slice_name.upper()
            session.merge(slc)
        session.commit()
        start += size
    print(total, session.query(Slice.slice_name).filter(Slice.slice_name.like("CHART%")).count())
    for table_id, name in session.query(SqlaTable.id, SqlaTable.table_name):
        updated = session.query(Slice).filter(and_(Slice.datasource_id == table_id, Slice.datasource_type == "table")).update(
            {Slice.params: None}, synchronize_session=False)
        print(name, updated)
    session.commit()
    session.close()


def dashboards():
    session = Session(bind=op.get_bind())
    for dashboard in session.query(Dashboard).options(subqueryload(Dashboard.slices)).order_by(Dashboard.id):
        metadata = json.loads(dashboard.json_metadata or "{}")
        metadata["charts"] = sorted(slc.id for slc in dashboard.slices)
        dashboard.json_metadata = json.dumps(metadata)
        print(metadata, [d.id for d in dashboard.slices[0].dashboards])
    first = session.query(Dashboard).filter_by(id=1).one()
    first.slices.append(session.query(Slice).filter(Slice.slice_name == "chart 8").one_or_none() or session.query(Slice).get(9))
    first.slices = [slc for slc in first.slices if slc.id != 2]
    session.commit()
    rows = session.query(dashboard_slices.c.dashboard_id, dashboard_slices.c.slice_id).order_by(dashboard_slices.c.dashboard_id, dashboard_slices.c.slice_id)
    print(rows.all())
    unused = session.query(Slice).filter(~Slice.dashboards.any()).order_by(Slice.id)
    print([slc.id for slc in unused])
    deleted = session.query(Slice).filter(Slice.id.in_([slc.id for slc in unused.limit(3)])).delete(synchronize_session=False)
    print(deleted)
    joined = (
        session.query(Slice, Dashboard)
        .join(dashboard_slices, dashboard_slices.c.slice_id == Slice.id)
        .join(Dashboard, Dashboard.id == dashboard_slices.c.dashboard_id)
        .filter(Dashboard.json_metadata.isnot(None))
        .order_by(Slice.id)
    )
    print([(slc.slice_name, dashboard.id) for slc, dashboard in joined])
    orphans = session.query(dashboard_slices).outerjoin(Slice, Slice.id == dashboard_slices.c.slice_id).filter(Slice.id.is_(None))
    print(orphans.count())
    session.commit()
    session.close()


def owners():
    bind = op.get_bind()
    owner = op.create_table("owners", Column("id", Integer, primary_key=True), Column("user_id", Integer), Column("slice_id", Integer))
    session = Session(bind=bind)
    session.execute(owner.insert().from_select(
        ["user_id", "slice_id"], session.query(Slice.created_by_fk, Slice.id).filter(Slice.created_by_fk.isnot(None)).order_by(Slice.id).statement))
    print(session.query(sa.func.count(owner.c.id), sa.func.min(owner.c.slice_id)).one())
    user_ids = [row.user_id for row in session.query(owner.c.user_id).distinct()]
    print(user_ids, session.query(User).filter(User.id.in_(user_ids)).one().name)
    by_type = session.query(Slice.viz_type, sa.func.count(Slice.id).label("n")).group_by(Slice.viz_type).order_by(sa.desc("n"), Slice.viz_type)
    print([tuple(row) for row in by_type], {row.viz_type: row.n for row in by_type})
    session.close()


for step in (upgrade_params, paginated_update, dashboards, owners):
    print(step.__name__)
    step()
connection.commit()
connection.close()
