from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from .base import Base, Created

if TYPE_CHECKING:
    from . import people


class Visit(Created, Base):
    patient_id: Mapped[int] = mapped_column(ForeignKey("patients.id"), index=True)
    doctor_id: Mapped[int] = mapped_column(ForeignKey("doctors.id"))
    at: Mapped[dt.datetime]
    day: Mapped[dt.date | None]

    patient: Mapped[people.Patient] = relationship("Patient", back_populates="visits")
    doctor: Mapped[people.Doctor] = relationship("Doctor", back_populates="visits")


class Prescription(Base):
    visit_id: Mapped[int] = mapped_column(ForeignKey(Visit.id, ondelete="CASCADE"))
    drug: Mapped[str]
    until: Mapped[dt.date]
