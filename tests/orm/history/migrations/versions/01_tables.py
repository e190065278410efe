"""Tables and the first rows, by a session on the models."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.orm import Session

from models import Base, Country, Person

revision = "01"
down_revision = None


def upgrade():
    Base.metadata.create_all(op.get_bind())
    session = Session(bind=op.get_bind())
    norway = Country(code="NO", people=[Person(name="ann lee"), Person(name="bob")])
    session.add(norway)
    session.add_all([Country(code="IT"), Person(name="cid moe")])
    session.commit()


def downgrade():
    Base.metadata.drop_all(op.get_bind())
