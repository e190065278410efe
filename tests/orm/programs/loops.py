"""Savepoints and errors within loops over rows."""

import os

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError, SQLAlchemyError
from sqlalchemy.orm import Session, declarative_base, relationship
from sqlalchemy.orm.exc import MultipleResultsFound, NoResultFound

Base = declarative_base()


class Name(Base):
    __tablename__ = "names"
    id = sa.Column(sa.Integer, primary_key=True)
    text = sa.Column(sa.String(10), unique=True)
    count = sa.Column(sa.Integer, nullable=False, default=1)


class Use(Base):
    __tablename__ = "uses"
    id = sa.Column(sa.Integer, primary_key=True)
    text = sa.Column(sa.String(10))
    name_id = sa.Column(sa.ForeignKey("names.id"))
    name = relationship(Name)


engine = sa.create_engine(os.environ["DATABASE_URL"])
Base.metadata.create_all(engine)
with engine.begin() as connection:
    connection.execute(sa.insert(Use.__table__), [{"text": text} for text in "abacabad"])
    session = Session(bind=connection)
    failed = []
    for use in session.query(Use).order_by(Use.id).all():
        try:
            with session.begin_nested():
                name = Name(text=use.text)
                session.add(name)
                session.flush()
        except IntegrityError:
            failed.append(use.text)
            name = session.query(Name).filter_by(text=use.text).one()
            name.count += 1
        use.name = name
    session.commit()
    print(failed, session.query(Name.text, Name.count).order_by(Name.text).all())
    print([(use.text, use.name.text) for use in session.query(Use).order_by(Use.id)] == [(t, t) for t in "abacabad"])

    def get_or_create(text):
        try:
            return session.query(Name).filter_by(text=text).one()
        except NoResultFound:
            name = Name(text=text)
            session.add(name)
            return name
        except MultipleResultsFound:
            return None

    made = [get_or_create(text) for text in ("a", "x", "x", "y")]
    print(made[1] is made[2], [name.id is not None for name in made], session.query(Name).count())
    undone = 0
    for name in session.query(Name).order_by(Name.text):
        nested = session.begin_nested()
        try:
            name.count = None if name.text in ("b", "x") else name.count * 10
            session.flush()
            nested.commit()
        except SQLAlchemyError as error:
            nested.rollback()
            undone += 1
    print(undone, session.query(Name.text, Name.count).order_by(Name.text).all())
    point = session.begin_nested()
    session.query(Use).delete()
    print(session.query(Use).count())
    point.rollback()
    print(session.query(Use).count(), [use.text for use in session.query(Use).order_by(Use.id).limit(2)])
    try:
        with session.begin_nested():
            for text in ("new", "newer"):
                session.add(Name(text=text))
            raise RuntimeError("not today")
    except RuntimeError as error:
        print(error, session.query(Name).filter(Name.text.like("new%")).count(), len(session.new))
    with session.begin_nested():
        session.add(Name(text="inner"))
        with session.begin_nested():
            session.add(Name(text="innermost"))
        session.query(Name).filter_by(text="inner").update({"count": 3})
    print(session.query(Name.text, Name.count).filter(Name.text.like("inner%")).order_by(Name.text).all())
    session.commit()
    session.close()
with engine.connect() as connection:
    print(connection.execute(sa.select(sa.func.count()).select_from(Name)).scalar(), connection.execute(sa.select(Use.name_id).distinct()).all().__len__())
