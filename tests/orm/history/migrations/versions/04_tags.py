"""Texts become rows of their own, with a table between."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.orm import Session, declarative_base, relationship

revision = "04"
down_revision = "03"

Base = declarative_base()
between = sa.Table(
    "person_tag",
    Base.metadata,
    sa.Column("person_id", sa.ForeignKey("person.id"), primary_key=True),
    sa.Column("tag_id", sa.ForeignKey("tag.id"), primary_key=True),
)


class Tag(Base):
    __tablename__ = "tag"
    id = sa.Column(sa.Integer, primary_key=True)
    name = sa.Column(sa.String(20), unique=True, nullable=False)


class Person(Base):
    __tablename__ = "person"
    id = sa.Column(sa.Integer, primary_key=True)
    first = sa.Column(sa.String(20))
    last = sa.Column(sa.String(20))
    tags = relationship(Tag, secondary=between, backref="people")


def upgrade():
    bind = op.get_bind()
    Base.metadata.create_all(bind, tables=[Tag.__table__, between])
    with Session(bind) as session:
        tags = {}
        for person in session.query(Person).order_by(Person.id).all():
            for name in filter(None, (person.first[0], person.last and "named")):
                if name not in tags:
                    tags[name] = session.query(Tag).filter_by(name=name).one_or_none() or Tag(name=name)
                person.tags.append(tags[name])
        session.commit()
        named = session.query(Tag).filter(Tag.name == "named").one()
        op.execute(sa.text("UPDATE person SET last = upper(last) WHERE id = :id").bindparams(id=named.people[0].id))


def downgrade():
    op.drop_table("person_tag")
    op.drop_table("tag")
