"""Splits names with classes of the script's own."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.orm import declarative_base, sessionmaker

revision = "02"
down_revision = "01"

Session = sessionmaker()
Base = declarative_base()


class Person(Base):
    __tablename__ = "person"

    id = sa.Column(sa.Integer, primary_key=True)
    name = sa.Column(sa.String(40))
    first = sa.Column(sa.String(20))
    last = sa.Column(sa.String(20))


def upgrade():
    with op.batch_alter_table("person") as batch_op:
        batch_op.add_column(sa.Column("first", sa.String(20)))
        batch_op.add_column(sa.Column("last", sa.String(20)))
    session = Session(bind=op.get_bind())
    for person in session.query(Person).filter(Person.name != None):  # noqa: E711
        person.first, _, last = person.name.partition(" ")
        if last:
            person.last = last
    session.commit()


def downgrade():
    session = Session(bind=op.get_bind())
    for person in session.query(Person):
        person.name = " ".join(part for part in (person.first, person.last) if part)
    session.commit()
    with op.batch_alter_table("person") as batch_op:
        batch_op.drop_column("last")
        batch_op.drop_column("first")
