"""Changes of objects and collections, as flushes write them."""

import os

import sqlalchemy as sa
from sqlalchemy.orm import Session, declarative_base, relationship

Base = declarative_base()

membership = sa.Table(
    "membership",
    Base.metadata,
    sa.Column("team_id", sa.Integer, sa.ForeignKey("teams.id")),
    sa.Column("person_id", sa.Integer, sa.ForeignKey("people.id")),
)


class Team(Base):
    __tablename__ = "teams"
    id = sa.Column(sa.Integer, primary_key=True)
    name = sa.Column(sa.String(20))
    members = relationship("Person", secondary=membership, back_populates="teams")
    tasks = relationship("Task", back_populates="team", cascade="all, delete-orphan")
    rooms = relationship("Room", back_populates="team")


class Person(Base):
    __tablename__ = "people"
    id = sa.Column(sa.Integer, primary_key=True)
    name = sa.Column(sa.String(20))
    teams = relationship("Team", secondary=membership, back_populates="members")


class Task(Base):
    __tablename__ = "tasks"
    id = sa.Column(sa.Integer, primary_key=True)
    title = sa.Column(sa.String(20))
    team_id = sa.Column(sa.ForeignKey("teams.id"), nullable=False)
    team = relationship(Team, back_populates="tasks")


class Room(Base):
    __tablename__ = "rooms"
    id = sa.Column(sa.Integer, primary_key=True)
    number = sa.Column(sa.Integer)
    team_id = sa.Column(sa.ForeignKey("teams.id"))
    team = relationship(Team, back_populates="rooms")


engine = sa.create_engine(os.environ["DATABASE_URL"])
Base.metadata.create_all(engine)
session = Session(engine)


def rows(*columns, **kw):
    return [tuple(row) for row in session.execute(sa.select(*columns).order_by(*columns))]


def state():
    print("teams", rows(Team.id, Team.name), "people", rows(Person.id, Person.name))
    print("membership", rows(membership.c.team_id, membership.c.person_id))
    print("tasks", rows(Task.title, Task.team_id), "rooms", rows(Room.number, Room.team_id))


north = Team(name="north", members=[Person(name="ann"), Person(name="bob")])
north.tasks.append(Task(title="dig"))
north.rooms = [Room(number=1), Room(number=2)]
session.add(north)
session.flush()
state()

# One by one.
north.members.append(Person(name="cid"))
north.members.remove(north.members[0])
north.name = "far north"
north.tasks.append(Task(title="fill"))
state()

# All at once; who is left alone is deleted or loses its key.
north.tasks = [Task(title="plant")]
north.rooms = north.rooms[1:]
state()
south = Team(name="south")
session.add(south)
room = north.rooms[0]
room.team = south
print(north.rooms, [r.number for r in south.rooms])
task = north.tasks.pop()
print(task.team, len(north.tasks))
state()

# By keys alone.
ann = session.query(Person).filter_by(name="ann").one()
ann.teams.append(south)
ann.teams.append(north)
print(sorted(person.name for person in south.members))
session.commit()
state()
room.team_id = north.id
session.flush()
print(room.team.name)
session.commit()
print(room.team.name, [r.number for r in north.rooms])

# Deletes.
south.tasks.append(Task(title="rest"))
session.commit()
session.delete(south)
session.commit()
state()
session.delete(north)
session.flush()
state()
session.rollback()
state()
print(north in session, south in session, [r.number for r in north.rooms])
session.delete(session.query(Person).filter_by(name="cid").one())
session.commit()
state()
try:
    session.add(Task(title="alone"))
    session.commit()
except sa.exc.IntegrityError as error:
    print(type(error).__name__)
    session.rollback()
print(session.new, session.query(Task).count())

# A collection that is emptied, and one that is extended.
north.members.clear()
session.commit()
state()
north.members += [Person(name="dan"), ann]
north.members.insert(0, Person(name="eve"))
session.commit()
print([person.name for person in north.members if person.name == "ann"], len(north.members))
state()
session.close()
