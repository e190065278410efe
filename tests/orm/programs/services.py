"""Data migrations as services with plain tables and sessions write them."""

import json
import os

import sqlalchemy as sa
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import orm, sql
from sqlalchemy.orm import sessionmaker

engine = sa.create_engine(os.environ["DATABASE_URL"])
connection = engine.connect()
op = Operations(MigrationContext.configure(connection))
meta = sa.MetaData()
networks = sa.Table("networks", meta, sa.Column("id", sa.String(36), primary_key=True), sa.Column("name", sa.String(20)), sa.Column("project", sa.String(20)), sa.Column("standard_attr_id", sa.Integer))
ports = sa.Table("ports", meta, sa.Column("id", sa.String(36), primary_key=True), sa.Column("network_id", sa.String(36)), sa.Column("mac", sa.String(20)), sa.Column("extra", sa.Text))
attributes = sa.Table("standardattributes", meta, sa.Column("id", sa.Integer, primary_key=True, autoincrement=True), sa.Column("resource_type", sa.String(20)))
meta.create_all(connection)
op.bulk_insert(networks, [{"id": "n%d" % n, "name": "net%d" % n, "project": "p%d" % (n % 2)} for n in range(4)])
op.bulk_insert(ports, [{"id": "p%d" % n, "network_id": "n%d" % (n % 3), "mac": "m%d" % (n // 2), "extra": json.dumps({"n": n})} for n in range(7)])


def generate_records_for_existing():
    session = sa.orm.Session(bind=op.get_bind())
    values = []
    for row in session.query(networks.c.id).order_by(networks.c.id):
        res = session.execute(attributes.insert().values(resource_type="networks"))
        session.execute(networks.update().values(standard_attr_id=res.inserted_primary_key[0]).where(networks.c.id == row[0]))
    session.commit()
    print(session.query(networks.c.id, networks.c.standard_attr_id).order_by(networks.c.id).all())


def duplicates():
    session = orm.Session(bind=op.get_bind())
    query = session.query(ports.c.network_id, ports.c.mac, sa.func.count()).group_by(ports.c.network_id, ports.c.mac).having(sa.func.count() > 1)
    print(query.all())
    seen, doubled = set(), []
    for port in session.query(ports).order_by(ports.c.id):
        if port.mac in seen:
            doubled.append(port.id)
        seen.add(port.mac)
    print(doubled)
    if doubled:
        print(session.execute(ports.delete().where(ports.c.id.in_(doubled))).rowcount)
    session.commit()


def move_extra():
    op.add_column("ports", sa.Column("number", sa.Integer))
    table = sa.Table("ports", sa.MetaData(), autoload_with=op.get_bind())
    Session = sessionmaker(bind=op.get_bind())
    with Session() as session, session.begin():
        for id_, extra in session.query(table.c.id, table.c.extra):
            session.execute(table.update().where(table.c.id == id_).values(number=json.loads(extra)["n"], extra=None))
    print(op.get_bind().execute(sql.select(table.c.id, table.c.number, table.c.extra).order_by(table.c.id)).fetchall())


def defaults_for_missing():
    session = orm.Session(bind=op.get_bind())
    missing = session.query(networks).outerjoin(ports, ports.c.network_id == networks.c.id).filter(ports.c.id.is_(None)).all()
    print([(network.id, network.name) for network in missing])
    for network in missing:
        session.execute(ports.insert(), {"id": "new-" + network.id, "network_id": network.id, "mac": "none"})
    exists = session.query(sql.exists().where(ports.c.id == "new-n3")).scalar()
    print(exists, session.query(ports).filter(ports.c.mac == "none").count())
    by_project = dict(session.query(networks.c.project, sa.func.count(networks.c.id)).group_by(networks.c.project).all())
    print(sorted(by_project.items()))
    names = {row.id: row.name for row in session.execute(sql.select(networks.c.id, networks.c.name))}
    print(sorted(names.items()))
    session.execute(networks.update().where(networks.c.id == sa.bindparam("b_id")).values(name=sa.bindparam("b_name")), [{"b_id": key, "b_name": name.upper()} for key, name in names.items()])
    print(session.query(networks.c.name).order_by(networks.c.name).all())
    session.close()


class Network(orm.declarative_base(metadata=meta)):
    __table__ = networks
    ports = orm.relationship("Port", primaryjoin=networks.c.id == orm.foreign(ports.c.network_id), viewonly=True, order_by=ports.c.id)

    @property
    def label(self):
        return "%s/%s" % (self.project, self.name)


class Port(Network.registry.generate_base()):
    __table__ = ports


def classes_of_tables():
    session = orm.Session(bind=op.get_bind())
    for network in session.query(Network).options(orm.subqueryload(Network.ports)).order_by(Network.id):
        print(network.label, [port.id for port in network.ports])
    network = session.get(Network, "n0")
    network.name = "renamed"
    session.flush()
    print(session.query(networks.c.name).filter_by(id="n0").scalar())
    session.add(Network(id="n9", name="added", project="p9"))
    session.delete(session.get(Network, "n1"))
    session.commit()
    print([n.id for n in session.query(Network).order_by(Network.id)])


for step in (generate_records_for_existing, duplicates, move_extra, defaults_for_missing, classes_of_tables):
    print(step.__name__)
    step()
connection.commit()
connection.close()
