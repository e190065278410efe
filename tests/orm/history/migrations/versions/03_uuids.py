"""A key of another kind, given to each row in pages."""

import uuid

import sqlalchemy as sa
from alembic import op
from sqlalchemy import orm

revision = "03"
down_revision = "02"


class Base(orm.DeclarativeBase):
    pass


class Person(Base):
    __tablename__ = "person"
    id = sa.Column(sa.Integer, primary_key=True)
    uuid = sa.Column(sa.Uuid)


def upgrade():
    op.add_column("person", sa.Column("uuid", sa.Uuid(), nullable=True))
    bind = op.get_bind()
    session = orm.Session(bind=bind)
    start, size = 0, 2
    while page := session.query(Person).order_by(Person.id)[start:start + size]:
        for person in page:
            person.uuid = uuid.uuid5(uuid.NAMESPACE_DNS, str(person.id))
        session.flush()
        start += size
    session.commit()
    with op.batch_alter_table("person") as batch_op:
        batch_op.alter_column("uuid", existing_type=sa.Uuid(), nullable=False)


def downgrade():
    with op.batch_alter_table("person") as batch_op:
        batch_op.drop_column("uuid")
