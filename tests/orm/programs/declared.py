"""Classes declared with `Mapped[…]`, and their relationships."""

from __future__ import annotations

import os
from typing import Dict, List, Optional, Set

import sqlalchemy as sa
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    Session,
    attribute_keyed_dict,
    mapped_column,
    relationship,
)


class Base(DeclarativeBase):
    pass


follows = sa.Table(
    "follows",
    Base.metadata,
    sa.Column("follower_id", sa.ForeignKey("users.id"), primary_key=True),
    sa.Column("followed_id", sa.ForeignKey("users.id"), primary_key=True),
)


class User(Base):
    __tablename__ = "users"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(30), unique=True)
    nick: Mapped[Optional[str]]
    posts: Mapped[List["Post"]] = relationship(back_populates="user", cascade="all, delete-orphan", order_by="Post.id")
    settings: Mapped[Optional[Settings]] = relationship(back_populates="user")
    labels: Mapped[Set["Label"]] = relationship()
    options: Mapped[Dict[str, "Option"]] = relationship(collection_class=attribute_keyed_dict("key"), cascade="all, delete-orphan")
    following: Mapped[List[User]] = relationship(
        secondary=follows,
        primaryjoin=lambda: User.id == follows.c.follower_id,
        secondaryjoin=lambda: User.id == follows.c.followed_id,
        back_populates="followers",
        order_by="User.name",
    )
    followers: Mapped[List[User]] = relationship(
        secondary=follows,
        primaryjoin="User.id == follows.c.followed_id",
        secondaryjoin="User.id == follows.c.follower_id",
        back_populates="following",
        order_by="User.name",
    )


class Post(Base):
    __tablename__ = "posts"
    id: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str]
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    reviewer_id: Mapped[Optional[int]] = mapped_column(sa.ForeignKey("reviewers.id"))
    user: Mapped[User] = relationship(back_populates="posts")
    reviewer: Mapped["Reviewer | None"] = relationship(foreign_keys=[reviewer_id], overlaps="reviewed")


class Reviewer(Base):
    __tablename__ = "reviewers"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    best_id: Mapped[Optional[int]] = mapped_column(sa.ForeignKey("posts.id", use_alter=True, name="best"))
    best: Mapped[Optional[Post]] = relationship(foreign_keys=[best_id], post_update=True)
    reviewed: Mapped[List[Post]] = relationship(foreign_keys="Post.reviewer_id", overlaps="reviewer")


class Settings(Base):
    __tablename__ = "settings"
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), primary_key=True)
    theme: Mapped[str] = mapped_column(default="light")
    user: Mapped["User"] = relationship(back_populates="settings")


class Label(Base):
    __tablename__ = "labels"
    id: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str]
    user_id: Mapped[Optional[int]] = mapped_column(sa.ForeignKey("users.id"))


class Option(Base):
    __tablename__ = "options"
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


Post.reviewer.property  # noqa: B018
Post.__mapper__.relationships
engine = sa.create_engine(os.environ["DATABASE_URL"])
Base.metadata.create_all(engine)
session = Session(engine)
ann = User(name="ann", settings=Settings(theme="dark"), labels={Label(text="l1"), Label(text="l2")})
ann.posts.append(Post(text="first"))
ann.options["size"] = Option(key="size", value="big")
ann.options["tone"] = Option(key="tone", value="low")
bob, cid = User(name="bob", nick="b"), User(name="cid")
ann.following = [cid, bob]
bob.followers.append(cid)
session.add_all([ann, bob, cid])
session.commit()
print(ann.settings.theme, ann.settings.user is ann, sorted(label.text for label in ann.labels), type(ann.labels).__name__)
print({key: option.value for key, option in sorted(ann.options.items())}, ann.options["size"].user_id == ann.id)
print([u.name for u in ann.following], [u.name for u in bob.followers], [u.name for u in cid.followers])
ann.options["size"].value = "small"
del ann.options["tone"]
ann.following.remove(cid)
ann.labels.pop()
session.commit()
print([(o.key, o.value) for o in session.query(Option)], session.execute(sa.select(follows).order_by(*follows.c)).all())
print(session.query(Label).filter(Label.user_id.is_(None)).count(), len(ann.labels))
print([u.name for u in session.query(User).filter(User.following.any(name="bob")).order_by(User.name)])
fan = sa.orm.aliased(User)
print([u.name for u in session.query(User).join(User.followers.of_type(fan)).order_by(User.name).distinct()])

reviewer = Reviewer(name="rev", reviewed=[ann.posts[0]])
reviewer.best = ann.posts[0]
session.add(reviewer)
session.commit()
print(reviewer.best.text, ann.posts[0].reviewer.name, [p.text for p in reviewer.reviewed])
new = Reviewer(name="second")
new.best = Post(text="by second", user=bob, reviewer=new)
session.add(new)
session.commit()
print(new.best.user.name, new.best.reviewer is new, session.query(Post.text, Post.reviewer_id).order_by(Post.id).all())
for user in session.scalars(sa.select(User).order_by(User.name)):
    print(user.id, user.name, user.nick, [post.text for post in user.posts], user.settings and user.settings.theme)
reviewer.best = None
session.flush()
session.delete(ann.posts[0])
ann.settings.theme = "none"
session.commit()
print(ann.posts, reviewer.reviewed, session.get(Settings, ann.id).theme)
try:
    session.delete(ann)
    session.flush()
except (AssertionError, sa.exc.SQLAlchemyError) as error:
    print(type(error).__name__, str(error).partition(" on instance")[0][:60])
    session.rollback()
session.delete(ann.settings)
ann.labels.clear()
session.flush()
session.expire(ann)
session.delete(ann)
session.commit()
print(session.query(User.name).order_by(User.name).all(), session.query(Option).count(), session.query(follows).count())
session.close()
