import uuid
from typing import Annotated, Optional

from pydantic import BaseModel, EmailStr
from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

from app.config import settings

Address = Annotated[str, mapped_column(String(320), unique=True)]


class Base(DeclarativeBase):
    pass


class UserOut(BaseModel):
    email: str


class User(Base):
    __tablename__ = "users"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    email: Mapped[Address]
    name: Mapped[Optional[str]] = mapped_column(String(20), index=True)
    kind: Mapped[str] = mapped_column(String(10), server_default=settings.mode.value)
    items: Mapped[list["Item"]] = relationship(back_populates="owner")

    def out(self):
        return UserOut(email=self.email)


class Item(Base):
    __tablename__ = "items"

    id: Mapped[int] = mapped_column(primary_key=True)
    owner_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    owner: Mapped[User] = relationship(back_populates="items")
