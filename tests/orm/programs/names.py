"""Attributes that are more than a column of the same name."""

import os

import sqlalchemy as sa
from sqlalchemy.ext.associationproxy import association_proxy
from sqlalchemy.ext.hybrid import hybrid_method, hybrid_property
from sqlalchemy.orm import (
    Session,
    attributes,
    column_property,
    composite,
    declarative_base,
    reconstructor,
    relationship,
    synonym,
    validates,
)

Base = declarative_base()


class Point:
    def __init__(self, x, y):
        self.x, self.y = x, y

    def __composite_values__(self):
        return self.x, self.y

    def __eq__(self, other):
        return isinstance(other, Point) and (self.x, self.y) == (other.x, other.y)

    def __repr__(self):
        return "Point(%r, %r)" % (self.x, self.y)


class Contact(Base):
    __tablename__ = "contacts"
    id = sa.Column("contact_id", sa.Integer, primary_key=True)
    first = sa.Column("first_name", sa.String(20))
    last = sa.Column("last_name", sa.String(20))
    _email = sa.Column("email", sa.String(40))
    x = sa.Column(sa.Integer)
    y = sa.Column(sa.Integer)
    full = column_property(first + " " + last)
    surname = synonym("last")
    place = composite(Point, x, y)
    notes = relationship("Note", cascade="all, delete-orphan")
    texts = association_proxy("notes", "text", creator=lambda text: Note(text=text))

    @hybrid_property
    def email(self):
        return self._email

    @email.setter
    def email(self, value):
        self._email = value.lower()

    @hybrid_property
    def initial(self):
        return self.first[0]

    @initial.expression
    def initial(cls):
        return sa.func.substr(cls.first, 1, 1)

    @hybrid_method
    def near(self, x):
        return self.x > x

    @validates("first", "last")
    def check_name(self, key, value):
        if value == "bad":
            raise ValueError("bad " + key)
        return value.title() if value else value

    @validates("notes")
    def check_note(self, key, note):
        print("note", note.text)
        return note

    @reconstructor
    def loaded(self):
        self.seen = True

    @property
    def shown(self):
        return "%s <%s>" % (self.full, self.email)


class Note(Base):
    __tablename__ = "notes"
    id = sa.Column(sa.Integer, primary_key=True)
    text = sa.Column(sa.String(20))
    contact_id = sa.Column(sa.ForeignKey("contacts.contact_id"))


Contact.count = column_property(
    sa.select(sa.func.count(Note.id)).where(Note.contact_id == Contact.id).correlate_except(Note).scalar_subquery()
)

engine = sa.create_engine(os.environ["DATABASE_URL"])
Base.metadata.create_all(engine)
session = Session(engine)
ann = Contact(first="ann", surname="able", email="ANN@X", place=Point(1, 2))
ann.texts.append("hello")
ann.notes.append(Note(text="again"))
print(ann.first, ann.last, ann._email, ann.x, ann.y, ann.initial, ann.near(0), hasattr(ann, "seen"))
session.add_all([ann, Contact(first="bob", last="best", x=5, y=6)])
session.commit()
print(ann.full, ann.surname, ann.place, ann.count, list(ann.texts), ann.shown)
print(session.query(Contact.id, Contact.first).order_by(Contact.id).all())
row = session.query(Contact.first, Contact.last.label("name")).first()
print(row._fields, row.first, row.name)
print([c.first for c in session.query(Contact).filter(Contact.surname == "Best")])
print([c.first for c in session.query(Contact).filter_by(email="ann@x")], session.query(Contact).filter_by(surname="Able").count())
print([c.first for c in session.query(Contact).filter(Contact.initial == "B")])
print([c.first for c in session.query(Contact).filter(Contact.near(3))])
print([c.first for c in session.query(Contact).filter(Contact.full == "Ann Able")], session.query(Contact.full).order_by(Contact.id).all())
print([c.count for c in session.query(Contact).order_by(Contact.count)])
print([c.first for c in session.query(Contact).filter(Contact.texts == "hello")])
print(session.query(Contact).filter_by(first="Bob").update({"last": "Worst"}), session.query(Contact).filter(Contact.first == "Bob").update({Contact.last: "Better"}))
ann.place = Point(7, 8)
ann.surname = "other"
session.commit()
print(session.execute(sa.text("SELECT last_name, x, y FROM contacts ORDER BY contact_id")).all(), ann.full)
try:
    ann.first = "bad"
except ValueError as error:
    print(error)
try:
    Contact(last="bad")
except ValueError as error:
    print(error)
ann.texts.remove("hello")
session.commit()
print(list(ann.texts), ann.count, session.query(Note).count())
ann.texts = ["x", "y"]
session.commit()
print(sorted(ann.texts), len(ann.texts), "x" in ann.texts)
session.expunge_all()
ann = session.query(Contact).filter_by(id=1).one()
print(ann.seen, session.get(Contact, 1) is ann)
print(Contact.first.name, Contact.notes.key, Contact.notes.property.mapper.class_.__name__)
print(sa.inspect(Contact).columns["id"].name, sa.inspect(ann).attrs.first.value)
attributes.set_committed_value(ann, "first", "Committed")
print(ann in session.dirty, ann.first)
session.expire(ann)
print(ann.first)
session.close()
mapper = sa.inspect(Contact)
print(sorted(attribute.key for attribute in mapper.column_attrs), [r.key for r in mapper.relationships], mapper.has_property("full"))
print(Contact.first.property.columns[0].type.length, Contact.first.class_ is Contact, mapper.get_property("first").columns[0].name)
print({c.key: getattr(ann, c.key) for c in mapper.column_attrs if c.key in ("id", "first")}, mapper.primary_key_from_instance(ann))
print(mapper.relationships.notes.direction.name, mapper.relationships["notes"].uselist, "notes" in mapper.relationships.keys())
