"""The tables of the annotation platform."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    String,
    Text,
    func,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import declarative_base, relationship

Base = declarative_base()


class Group(Base):
    __tablename__ = "groups"
    __table_args__ = {'schema': 'app'}

    id = Column(Integer, primary_key=True)
    name = Column(String(100), nullable=False, unique=True)

    users = relationship("User", back_populates="group")


class User(Base):
    __tablename__ = "users"
    __table_args__ = (
        Index("idx_users_email_active", "email", "is_active"),
        {'schema': 'app'},
    )

    id = Column(Integer, primary_key=True)
    email = Column(String(255), nullable=False)
    new_name = Column(String(100))
    old_status = Column(String(20))
    new_status = Column(String(20))
    is_active = Column(Boolean, nullable=False)
    group_id = Column(Integer, ForeignKey("app.groups.id"))
    phone_number = Column(String(20), nullable=True)
    bio = Column(Text, nullable=True)
    new_field = Column(String, nullable=False)
    age = Column(Integer)

    group = relationship("Group", back_populates="users")
    documents = relationship("Document", back_populates="owner")


class Document(Base):
    __tablename__ = "documents"
    __table_args__ = {'schema': 'app'}

    id = Column(Integer, primary_key=True)
    title = Column(String(200), nullable=False)
    owner_id = Column(Integer, ForeignKey("app.users.id", name="fk_documents_owner"))

    owner = relationship("User", back_populates="documents")
    annotations = relationship("Annotation", back_populates="document")


class Annotation(Base):
    __tablename__ = "annotations"
    __table_args__ = (
        Index("idx_annotations_body_gin", "body", postgresql_using="gin"),
        {'schema': 'app'},
    )

    id = Column(Integer, primary_key=True)
    document_id = Column(Integer, ForeignKey("app.documents.id"), nullable=False)
    body = Column(JSON().with_variant(JSONB(), "postgresql"))

    document = relationship("Document", back_populates="annotations")


class UserPreference(Base):
    __tablename__ = "user_preferences"
    __table_args__ = {'schema': 'app'}

    id = Column(Integer, primary_key=True)
    user_id = Column(Integer, ForeignKey("app.users.id"))
    theme = Column(String(20))
    notifications_enabled = Column(Boolean, default=True)


class Notification(Base):
    __tablename__ = "notifications"
    __table_args__ = (
        Index("idx_notifications_user", "user_id"),
        {'schema': 'app'},
    )

    id = Column(Integer, primary_key=True)
    user_id = Column(Integer, ForeignKey("app.users.id"))
    message = Column(Text)
    read = Column(Boolean, default=False)
    created_at = Column(DateTime, server_default=func.now())


class Label(Base):
    __tablename__ = "labels"
    __table_args__ = {'schema': 'app'}

    id = Column(Integer, primary_key=True)
    name = Column(String(50), nullable=False)
