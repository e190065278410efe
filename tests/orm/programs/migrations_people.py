"""Data migrations as projects write them: classes in the script, a session on
the migration's connection."""

import json
import os
import uuid

import sqlalchemy as sa
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import orm
from sqlalchemy.orm import Session, declarative_base, sessionmaker

engine = sa.create_engine(os.environ["DATABASE_URL"])
connection = engine.connect()
context = MigrationContext.configure(connection)
op = Operations(context)


def first_upgrade():
    op.create_table(
        "person",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("full_name", sa.String(50)),
        sa.Column("meta", sa.Text),
    )
    op.create_table(
        "visit",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("person_name", sa.String(50)),
        sa.Column("place", sa.String(20)),
    )
    op.bulk_insert(
        sa.table("person", sa.column("full_name"), sa.column("meta")),
        [{"full_name": "Ann Able", "meta": '{"age": 3}'}, {"full_name": "Bob Best", "meta": None}, {"full_name": "Cid", "meta": "{}"}],
    )
    op.execute("INSERT INTO visit (person_name, place) VALUES ('Ann Able', 'Oslo'), ('Ann Able', 'Rome'), ('Bob Best', 'Oslo')")


def split_names():
    op.add_column("person", sa.Column("first", sa.String(20)))
    op.add_column("person", sa.Column("last", sa.String(20)))
    Base = declarative_base()

    class Person(Base):
        __tablename__ = "person"
        id = sa.Column(sa.Integer, primary_key=True)
        full_name = sa.Column(sa.String(50))
        first = sa.Column(sa.String(20))
        last = sa.Column(sa.String(20))

    session = Session(bind=op.get_bind())
    for person in session.query(Person):
        first, _, last = person.full_name.partition(" ")
        person.first = first
        person.last = last or None
    session.commit()
    print(session.query(Person.first, Person.last).order_by(Person.id).all())


def places():
    Base = declarative_base()

    class Place(Base):
        __tablename__ = "place"
        id = sa.Column(sa.Integer, primary_key=True)
        name = sa.Column(sa.String(20), unique=True)
        visits = orm.relationship("Visit", back_populates="place_object")

    class Visit(Base):
        __tablename__ = "visit"
        id = sa.Column(sa.Integer, primary_key=True)
        place = sa.Column(sa.String(20))
        place_id = sa.Column(sa.Integer, sa.ForeignKey("place.id"))
        place_object = orm.relationship(Place, back_populates="visits")

    bind = op.get_bind()
    Place.__table__.create(bind)
    op.add_column("visit", sa.Column("place_id", sa.Integer))
    session = orm.Session(bind=bind)
    known = {}
    for visit in session.query(Visit).order_by(Visit.id).all():
        if visit.place not in known:
            known[visit.place] = Place(name=visit.place)
            session.add(known[visit.place])
        visit.place_object = known[visit.place]
    session.commit()
    print([(place.name, len(place.visits)) for place in session.query(Place).order_by(Place.name)])
    session.close()


def meta_to_rows():
    metadata = sa.MetaData()
    person = sa.Table("person", metadata, autoload_with=op.get_bind())
    attribute = op.create_table(
        "attribute",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("person_id", sa.Integer),
        sa.Column("key", sa.String(20)),
        sa.Column("value", sa.String(20)),
    )
    maker = sessionmaker(bind=op.get_bind())
    session = maker()
    try:
        rows = session.query(person.c.id, person.c.meta).filter(person.c.meta.isnot(None)).order_by(person.c.id).all()
        for row in rows:
            for key, value in json.loads(row.meta).items():
                session.execute(attribute.insert().values(id=str(uuid.uuid4()), person_id=row.id, key=key, value=str(value)))
        session.commit()
    except Exception:
        session.rollback()
        raise
    finally:
        session.close()
    print(connection.execute(sa.select(attribute.c.person_id, attribute.c.key, attribute.c.value)).all())


def clean_up():
    Base = declarative_base()

    class Person(Base):
        __table__ = sa.Table("person", Base.metadata, autoload_with=op.get_bind())

    with Session(bind=op.get_bind()) as session:
        print(session.query(Person).filter(Person.last.is_(None)).count())
        session.query(Person).filter(Person.last.is_(None)).delete(synchronize_session=False)
        session.query(Person).filter(Person.meta.isnot(None)).update({"meta": "done"}, synchronize_session=False)
        person = session.query(Person).filter(Person.first == "Bob").one_or_none()
        if person is not None:
            person.last = "Better"
            session.add(person)
            session.flush()
        session.commit()
    with Session(op.get_bind()) as session, session.begin():
        session.add(Person(full_name="Dan", first="Dan", last="D"))
    for statement in ("SELECT first, last, meta FROM person ORDER BY id",):
        print(op.get_bind().execute(sa.text(statement)).fetchall())


for step in (first_upgrade, split_names, places, meta_to_rows):
    with context.begin_transaction():
        step()
clean_up_session = connection.in_transaction()
connection.commit()
with context.begin_transaction(_per_migration=True):
    try:
        clean_up()
    except sa.exc.InvalidRequestError as error:
        print(error)
connection.commit()
with engine.connect() as other:
    print(other.execute(sa.text("SELECT first, last FROM person ORDER BY id")).all())
connection.close()
