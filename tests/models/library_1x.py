"""Written for SQLAlchemy 1.x and never touched since."""

import datetime

import sqlalchemy as sa
from sqlalchemy import orm
from sqlalchemy.ext.declarative import declarative_base, declared_attr
from sqlalchemy.ext.orderinglist import ordering_list
from sqlalchemy.schema import Column, ForeignKey, MetaData, Sequence, Table
from sqlalchemy.types import Boolean, DateTime, Integer, String, Unicode, UnicodeText

meta = MetaData()
Base = declarative_base(metadata=meta)


class ModelBase(object):
    """Common to all models."""

    created_at = Column(DateTime, default=lambda: datetime.datetime.utcnow())
    updated_at = Column(DateTime, onupdate=lambda: datetime.datetime.utcnow())
    deleted = Column(Boolean(create_constraint=True, name="deleted_flag"), default=False)

    @declared_attr
    def __table_args__(cls):
        return {"mysql_engine": "InnoDB", "mysql_charset": "utf8"}

    def save(self, session):
        session.add(self)


class HasTenant(object):
    project_id = sa.Column(sa.String(255), index=True)


class Image(Base, ModelBase, HasTenant):
    __tablename__ = "images"
    __table_args__ = (
        sa.Index("checksum_image_idx", "checksum"),
        sa.Index("ix_images_deleted", "deleted"),
        {"mysql_engine": "InnoDB"},
    )

    id = Column(String(36), primary_key=True, default=lambda: "x")
    name = Column(String(255))
    disk_format = Column(String(20))
    size = Column(sa.BigInteger().with_variant(Integer, "sqlite"))
    status = Column(String(30), nullable=False)
    visibility = Column(
        sa.Enum("private", "public", name="image_visibility"), nullable=False, server_default="private"
    )
    checksum = Column(String(32))
    min_disk = Column(Integer, nullable=False, default=0)
    protected = Column(sa.Boolean, nullable=False, default=False, server_default=sa.sql.expression.false())


class ImageProperty(Base, ModelBase):
    __tablename__ = "image_properties"
    __table_args__ = (
        sa.UniqueConstraint("image_id", "name", name="ix_image_properties_image_id_name"),
    )

    id = Column(Integer, Sequence("image_properties_id_seq", optional=True), primary_key=True)
    image_id = Column(String(36), ForeignKey("images.id"), nullable=False)
    image = orm.relationship(Image, backref=orm.backref("properties", cascade="all"))
    name = Column(Unicode(255), nullable=False)
    value = Column(UnicodeText)


class Task(Base, ModelBase):
    __tablename__ = "tasks"

    id = sa.Column(sa.String(36), primary_key=True)
    info = orm.relationship("TaskInfo", uselist=False, primaryjoin="TaskInfo.task_id == Task.id")


class TaskInfo(Base):
    __tablename__ = "task_info"

    task_id = Column(String(36), ForeignKey("tasks.id"), primary_key=True, nullable=False)
    input = Column(sa.PickleType())
    message = Column(sa.Text(65535))
    position = Column(Integer)


quotas = Table(
    "quotas",
    meta,
    Column("id", Integer, primary_key=True, nullable=False),
    Column("resource", String(length=255), nullable=False),
    Column("hard_limit", Integer),
    sa.UniqueConstraint("resource", name="uniq_quotas0resource"),
    mysql_engine="InnoDB",
    mysql_charset="utf8",
)
