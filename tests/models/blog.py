"""A blog: `declarative_base()`, columns as they were written for years."""

from datetime import datetime

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    func,
)
from sqlalchemy.orm import backref, declarative_base, relationship

Base = declarative_base()

post_tags = Table(
    "post_tags",
    Base.metadata,
    Column("post_id", Integer, ForeignKey("posts.id", ondelete="CASCADE"), primary_key=True),
    Column("tag_id", Integer, ForeignKey("tags.id", ondelete="CASCADE"), primary_key=True),
)


class User(Base):
    __tablename__ = "users"

    id = Column(Integer, primary_key=True)
    username = Column(String(64), unique=True, nullable=False)
    email = Column(String(255), nullable=False, index=True)
    is_active = Column(Boolean, nullable=False, server_default="1")
    bio = Column(Text)
    created_at = Column(DateTime(timezone=True), server_default=func.now(), nullable=False)
    updated_at = Column(DateTime, default=datetime.utcnow, onupdate=datetime.utcnow)

    posts = relationship("Post", back_populates="author", cascade="all, delete-orphan")


class Post(Base):
    __tablename__ = "posts"
    __table_args__ = (
        UniqueConstraint("author_id", "slug", name="uq_post_author_slug"),
        CheckConstraint("length(title) > 0", name="ck_post_title"),
        Index("ix_posts_published", "published_at", "author_id"),
    )

    id = Column(Integer, primary_key=True)
    author_id = Column(Integer, ForeignKey("users.id"), nullable=False)
    title = Column(String(200), nullable=False)
    slug = Column(String(200), nullable=False)
    body = Column(Text, nullable=False, default="")
    published_at = Column(DateTime)

    author = relationship("User", back_populates="posts")
    tags = relationship("Tag", secondary=post_tags, backref=backref("posts", lazy="dynamic"))


class Tag(Base):
    __tablename__ = "tags"

    id = Column(Integer, primary_key=True)
    name = Column(String(50), nullable=False, unique=True, index=True)


class Comment(Base):
    __tablename__ = "comments"

    id = Column(Integer, primary_key=True)
    post_id = Column(ForeignKey("posts.id", ondelete="CASCADE"), nullable=False, index=True)
    parent_id = Column(ForeignKey("comments.id"))
    author_id = Column(ForeignKey(User.id, onupdate="CASCADE", ondelete="SET NULL"))
    body = Column(Text, nullable=False)
    score = Column(Integer, nullable=False, server_default="0", comment="votes up minus down")

    children = relationship("Comment", backref=backref("parent", remote_side=[id]))
