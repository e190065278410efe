"""Sessions beside operations, connections and plain statements on the same
transaction."""

import os

import sqlalchemy as sa
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy.orm import Session, declarative_base, relationship, sessionmaker

engine = sa.create_engine(os.environ["DATABASE_URL"])
connection = engine.connect()
transaction = connection.begin()
op = Operations(MigrationContext.configure(connection))
Base = declarative_base()


class Volume(Base):
    __tablename__ = "volumes"
    id = sa.Column(sa.String(36), primary_key=True)
    size = sa.Column(sa.Integer)
    deleted = sa.Column(sa.Boolean, default=False)
    attachments = relationship("Attachment", backref="volume", primaryjoin="and_(Attachment.volume_id == Volume.id, Attachment.deleted == False)", overlaps="volume")


class Attachment(Base):
    __tablename__ = "attachments"
    id = sa.Column(sa.String(36), primary_key=True)
    volume_id = sa.Column(sa.String(36), sa.ForeignKey("volumes.id"))
    deleted = sa.Column(sa.Boolean, default=False)


Base.metadata.create_all(connection)
session = Session(bind=connection)
session.add_all([Volume(id="v1", size=1), Volume(id="v2", size=2, deleted=True), Volume(id="v3", size=3)])
session.add_all([Attachment(id="a1", volume_id="v1"), Attachment(id="a2", volume_id="v1", deleted=True), Attachment(id="a3", volume_id="v3")])
session.flush()
print(connection.execute(sa.text("SELECT count(*) FROM volumes")).scalar())
op.add_column("volumes", sa.Column("status", sa.String(20)))
volumes = sa.table("volumes", sa.column("id"), sa.column("status"), sa.column("size"))
op.execute(volumes.update().where(volumes.c.size > 1).values(status="big"))
session.expire_all()
print([(v.id, [a.id for a in v.attachments]) for v in session.query(Volume).order_by(Volume.id)])
reflected = sa.Table("volumes", sa.MetaData(), autoload_with=connection)
print(session.query(reflected.c.id, reflected.c.status).order_by(reflected.c.id).all())
print(session.query(reflected).filter(reflected.c.status == "big").count())
session.query(reflected).filter(reflected.c.status.is_(None)).update({"status": "small"}, synchronize_session=False)
print(session.execute(sa.select(reflected.c.status).order_by(reflected.c.id)).scalars().all())
for row in session.query(reflected).filter(reflected.c.deleted == sa.false()).order_by(reflected.c.id):
    session.execute(reflected.update().where(reflected.c.id == row.id).values(size=row.size * 100))
session.commit()
print(connection.execute(sa.select(reflected.c.size).order_by(reflected.c.id)).scalars().all(), connection.in_transaction())
inspector = sa.inspect(connection)
print([column["name"] for column in inspector.get_columns("volumes")], inspector.has_table("attachments"))
with Session(bind=connection) as other:
    gone = other.query(Volume).filter(Volume.deleted.is_(True)).all()
    for volume in gone:
        other.delete(volume)
    other.commit()
    print(len(gone), other.query(Volume).count())
    ids = [id_ for (id_,) in other.query(Volume.id)]
    print(sorted(ids), other.query(Attachment).filter(Attachment.volume_id.notin_(["v1"])).one().id)
    for attachment in other.query(Attachment).join(Volume, Volume.id == Attachment.volume_id).filter(Volume.size > 100):
        attachment.deleted = True
    other.flush()
    print(connection.execute(sa.text("SELECT id FROM attachments WHERE deleted ORDER BY id" if engine.name == "postgresql" else "SELECT id FROM attachments WHERE deleted = 1 ORDER BY id")).scalars().all())
    other.commit()
op.bulk_insert(Attachment.__table__, [{"id": "a4", "volume_id": "v1", "deleted": False}])
fresh = sessionmaker(bind=op.get_bind())()
print(len(fresh.get(Volume, "v1").attachments), fresh.query(Attachment).count())
fresh.close()
with op.batch_alter_table("attachments") as batch:
    batch.add_column(sa.Column("note", sa.String(10), server_default="n"))
print(session.execute(sa.text("SELECT DISTINCT note FROM attachments")).scalar())
session.close()
transaction.commit()
connection.close()
with engine.connect() as connection:
    print(connection.execute(sa.text("SELECT id, size, status FROM volumes ORDER BY id")).all())
