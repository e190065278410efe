"""What was done is undone where the data is not as expected."""

import sqlalchemy as sa
from alembic import context, op
from sqlalchemy.orm import Session

from models import Person

revision = "06"
down_revision = "05"


def upgrade():
    session = Session(bind=op.get_bind())
    person = session.get(Person, 1)
    person.name = "changed"
    session.flush()
    if context.get_x_argument(as_dictionary=True).get("fail") == "yes":
        person.country.code = "XX"
        session.flush()
        raise ValueError("not as expected")
    session.commit()


def downgrade():
    session = Session(bind=op.get_bind())
    session.get(Person, 1).name = "ann lee"
    session.commit()
