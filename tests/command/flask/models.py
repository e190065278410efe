from datetime import datetime

from sqlalchemy_utils import EmailType, IPAddressType, JSONType, ScalarListType
from sqlalchemy_utils import Timestamp, URLType, UUIDType

from app import db

tags = db.Table(
    "tags",
    db.Column("tag_id", db.Integer, db.ForeignKey("tag.id"), primary_key=True),
    db.Column("page_id", db.ForeignKey("page.id"), primary_key=True),
)


class Page(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(80), unique=True, nullable=False, index=True)
    tags = db.relationship("Tag", secondary=tags, lazy="subquery", backref=db.backref("pages"))


class Tag(db.Model):
    id: db.Mapped[int] = db.mapped_column(primary_key=True)
    weight: db.Mapped[float]
    email = db.Column(EmailType)
    url = db.Column(URLType)
    number = db.Column(UUIDType(binary=False))
    data = db.Column(JSONType)
    address = db.Column(IPAddressType)
    words = db.Column(ScalarListType)


class UserProfile(Timestamp, db.Model):
    id = db.Column(db.Integer, primary_key=True)
    made = db.Column(db.DateTime, default=datetime.utcnow)


class AdminProfile(UserProfile):
    """Has no key of its own, and so no table."""

    level = db.Column(db.Integer)


class GuestProfile(UserProfile):
    id = db.Column(db.ForeignKey(UserProfile.id, ondelete="CASCADE"), primary_key=True)


class Audited(db.Model):
    __abstract__ = True
    changed_by = db.Column(db.ForeignKey("user_profile.id"))


class HTTPRequest(Audited):
    id = db.Column(db.Integer, primary_key=True)
