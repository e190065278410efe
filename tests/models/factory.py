"""A factory: classical tables that `registry` maps, a table for each machine
made by a loop, several schemas and table options."""

import sqlalchemy as sa
from sqlalchemy.orm import registry, relationship

mapper_registry = registry(metadata=sa.MetaData(schema="plant"))
metadata = mapper_registry.metadata

sites = sa.Table(
    "sites",
    metadata,
    sa.Column("code", sa.CHAR(4), primary_key=True),
    sa.Column("name", sa.Unicode(80), nullable=False),
    sa.Column("position", sa.JSON),
    sqlite_with_rowid=False,
)

machines = sa.Table(
    "machines",
    metadata,
    sa.Column("id", sa.Integer, sa.Sequence("machine_numbers", start=1000, increment=10), primary_key=True),
    sa.Column("site", sa.CHAR(4), sa.ForeignKey("plant.sites.code", deferrable=True, initially="DEFERRED")),
    sa.Column("serial", sa.Uuid, unique=True),
    sa.Column("power", sa.Numeric(8, 3, asdecimal=False), sa.CheckConstraint("power >= 0")),
    sa.Column("runs", sa.Boolean, server_default=sa.true(), nullable=False),
    sa.Column("cost_center", sa.String(10), quote=True),
    sa.Index("machines_by_site", "site", sa.text("power DESC")),
)

# One table of measurements for each kind of sensor.
measurements = {
    kind: sa.Table(
        "measurements_" + kind,
        metadata,
        sa.Column("machine_id", sa.ForeignKey(machines.c.id), primary_key=True),
        sa.Column("at", sa.TIMESTAMP(timezone=True), primary_key=True),
        sa.Column("value", sa.Float(53), nullable=False),
        comment="values of " + kind,
    )
    for kind in ("heat", "noise", "speed")
}

staff = sa.Table(
    "staff",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("name", sa.String(60), nullable=False),
    sa.Column("photo", sa.LargeBinary),
    sa.Column("weekly", sa.Interval),
    schema="people",
)


class Site:
    pass


class Machine:
    pass


class Person:
    pass


mapper_registry.map_imperatively(Site, sites, properties={"machines": relationship(Machine)})
mapper_registry.map_imperatively(Machine, machines)
mapper_registry.map_imperatively(Person, staff)
