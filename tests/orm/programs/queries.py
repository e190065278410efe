"""Queries of entities, columns and functions, and what they give."""

import os

import sqlalchemy as sa
from sqlalchemy.orm import Session, declarative_base

Base = declarative_base()


class Person(Base):
    __tablename__ = "people"
    id = sa.Column(sa.Integer, primary_key=True)
    name = sa.Column(sa.String(50), nullable=False)
    city = sa.Column(sa.String(50))
    age = sa.Column(sa.Integer)
    active = sa.Column(sa.Boolean, default=True, nullable=False)

    def __repr__(self):
        return "Person(%r, %r, %r)" % (self.name, self.city, self.age)


engine = sa.create_engine(os.environ["DATABASE_URL"])
Base.metadata.create_all(engine)
session = Session(engine)
session.add_all([
    Person(name="ann", city="Oslo", age=31),
    Person(name="bob", city="Rome", age=22, active=False),
    Person(name="cid", city="Oslo", age=45),
    Person(name="dan", city=None, age=None),
    Person(name="eve", city="Rome", age=31),
])
session.commit()

people = session.query(Person)
print(people.filter(Person.city == "Oslo").order_by(Person.id).all())
print(people.filter(Person.city.is_(None)).all(), people.filter(Person.city == None).count())  # noqa: E711
print(people.filter(Person.city != None).count(), people.filter(Person.city.isnot(None)).count())  # noqa: E711
print(people.filter(Person.age > 22, Person.age < 45).order_by(Person.name).all())
print(people.filter(Person.age.in_([22, 45])).order_by("id").all())
print(people.filter(~Person.age.in_([22, 45])).order_by(Person.id).all())
print(people.filter(Person.age.notin_([31])).order_by(Person.id).all())
print(people.filter(Person.age.in_([])).all())
print(people.filter(sa.or_(Person.name == "ann", Person.name == "bob")).order_by(Person.id).all())
print(people.filter(sa.and_(Person.name == "ann", Person.age == 31)).all())
print(people.filter((Person.name == "ann") | (Person.age == 45)).order_by(Person.id).all())
print(people.filter(Person.name.like("%a%")).order_by(Person.name.desc()).all())
print(people.filter(Person.name.ilike("A%")).all(), people.filter(Person.name.startswith("e")).all())
print(people.filter(Person.age.between(30, 50)).order_by(Person.age, Person.name.desc()).all())
print(people.filter_by(city="Rome", active=True).all(), people.filter_by(name="zoe").all())
print(people.filter(Person.active.is_(False)).all(), people.filter(Person.active).count())
print(people.filter(sa.text("age > :age")).params(age=40).all())
print(people.filter(Person.name == sa.bindparam("n")).params(n="dan").one())
print(people.order_by(sa.desc("name")).first(), people.order_by(Person.age.desc().nulls_last()).first())
print(people.order_by(Person.id).limit(2).all(), people.order_by(Person.id).offset(3).limit(5).all())
print(people.order_by(Person.id)[1:3], people.order_by(Person.id)[4], people.order_by(Person.id)[3:])
print([person.name for person in people.order_by(Person.id).yield_per(2)])

# Columns.
print(session.query(Person.id, Person.name).order_by(Person.id).all())
row = session.query(Person.name, Person.age.label("years")).filter_by(name="ann").one()
print(row, row.name, row.years, row[1], row._fields, row._asdict(), tuple(row))
print(dict(session.query(Person.name, Person.age).filter(Person.age != None).order_by(Person.id)))  # noqa: E711
print([name for (name,) in session.query(Person.name).order_by(Person.name)])
print(session.query(Person.city).distinct().order_by(Person.city.nulls_last()).all())
print(session.query(Person.city, sa.func.count(Person.id)).group_by(Person.city)
      .having(sa.func.count(Person.id) > 1).order_by(Person.city).all())
print(session.query(sa.func.count()).select_from(Person).scalar())
print(session.query(sa.func.count(Person.id)).filter(Person.city == "Oslo").scalar())
print(session.query(sa.func.max(Person.age), sa.func.min(Person.age)).one())
print(session.query(sa.func.sum(Person.age)).scalar(), session.query(sa.literal(7)).scalar())
print(session.query(Person, Person.age + 1).filter_by(name="bob").all())
print(people.with_entities(Person.name).filter(Person.age == 22).all())
print(session.query(Person.name).add_columns(Person.age).filter(Person.age == 22).all())
print(session.query(sa.case((Person.age > 30, "old"), else_="young"), Person.name)
      .filter(Person.age != None).order_by(Person.id).all())  # noqa: E711
print(session.query(Person.__table__).filter(Person.age == 45).all())
print(session.query(Person.__table__.c.name).filter(Person.__table__.c.age == 45).all())
print(session.query(sa.column("name")).select_from(sa.table("people")).order_by(sa.text("name")).first())

# One, or an error.
print(people.filter_by(name="ann").one(), people.filter_by(name="ann").one_or_none())
print(people.filter_by(name="zoe").one_or_none(), people.filter_by(name="zoe").first())
print(session.query(Person.age).filter_by(name="cid").scalar(), session.query(Person.age).filter_by(name="zoe").scalar())
for function in (
    lambda: people.filter_by(name="zoe").one(),
    lambda: people.filter_by(city="Oslo").one(),
    lambda: people.filter_by(city="Oslo").one_or_none(),
    lambda: session.query(Person.name).filter_by(city="Oslo").scalar(),
    lambda: people.filter_by(colour="red").all(),
    lambda: people.limit(1).filter_by(name="x").all(),
):
    try:
        function()
    except sa.exc.SQLAlchemyError as error:
        print(type(error).__name__, error)
try:
    people.filter_by(name="zoe").one()
except sa.orm.exc.NoResultFound as error:
    print("none", error)

# Queries within queries.
old = session.query(Person.id).filter(Person.age > 30)
print(people.filter(Person.id.in_(old)).order_by(Person.id).all())
print(people.filter(Person.id.in_(old.subquery().select())).count())
inner = session.query(Person.city, sa.func.max(Person.age).label("most")).group_by(Person.city).subquery()
print(session.query(Person.name, inner.c.most).join(inner, Person.city == inner.c.city)
      .order_by(Person.name).all())
print(session.query(session.query(Person).filter_by(name="ann").exists()).scalar())
print(session.query(Person.name).filter(session.query(Person).filter_by(name="zoe").exists()).all())
print(session.query(sa.exists().where(Person.age == 22)).scalar())
other = sa.orm.aliased(Person)
print(session.query(Person.name, other.name).filter(Person.age == other.age, Person.id < other.id).all())
print(session.query(other).filter(other.name == "eve").all())
ours = session.query(Person).filter_by(city="Oslo")
theirs = session.query(Person).filter_by(city="Rome")
print(sorted(person.name for person in ours.union(theirs)))
print([person.name for person in ours.union_all(theirs).order_by(Person.name.desc())])
most = session.query(sa.func.max(Person.age)).scalar_subquery()
print(people.filter(Person.age == most).all(), session.query(Person.name, most).first()[1])
print(people.from_statement(sa.text("SELECT * FROM people WHERE age = :age")).params(age=22).all())
print(session.execute(sa.text("SELECT count(*) FROM people")).scalar())
print(session.get(Person, 2), session.get(Person, 99), people.count(), people.limit(2).count())
print(session.query(Person).filter(Person.id == 1).with_entities(sa.func.count()).scalar())
print(bool(people.filter_by(city="Rome").count()), len(people.all()), list(people.filter(sa.false())))
session.close()
