"""Deletes and updates by queries; a savepoint that is undone."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from models import Country, Person

revision = "05"
down_revision = "04"


def upgrade():
    session = Session(bind=op.get_bind())
    italy = session.query(Country).filter_by(code="IT").one()
    moved = (
        session.query(Person)
        .filter(Person.country_id.is_(None))
        .update({Person.country_id: italy.id}, synchronize_session=False)
    )
    assert moved == 1, moved
    try:
        with session.begin_nested():
            session.add(Country(code="NO"))
            session.flush()
    except IntegrityError:
        session.add(Country(code="SE"))
    session.execute(sa.insert(Country), [{"code": "DK"}, {"code": "FI"}])
    session.query(Country).filter(Country.code == "FI").delete()
    assert session.query(Country).filter(~Country.people.any()).count() == 2
    session.commit()
    session.close()


def downgrade():
    session = Session(bind=op.get_bind())
    unused = session.query(Country).filter(Country.code.in_(["SE", "DK"])).all()
    for country in unused:
        session.delete(country)
    session.query(Person).filter_by(name="cid moe").update({"country_id": None})
    session.commit()
