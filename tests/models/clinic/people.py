from __future__ import annotations

from typing import TYPE_CHECKING, List, Optional

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from .base import Base, Created

if TYPE_CHECKING:
    from .visits import Visit


class Patient(Created, Base):
    name: Mapped[str] = mapped_column(String(100), index=True)
    insurance: Mapped[Optional[str]] = mapped_column(String(30))
    visits: Mapped[List[Visit]] = relationship(back_populates="patient")


class Doctor(Base):
    name: Mapped[str] = mapped_column(String(100))
    visits: Mapped[List["Visit"]] = relationship("Visit", back_populates="doctor")
