"""A clinic over several modules, which know each other only for type checkers."""

from .base import Base
from .people import Doctor, Patient
from .visits import Prescription, Visit

__all__ = ["Base", "Doctor", "Patient", "Prescription", "Visit"]
