"""The types of SQLAlchemy-Utils."""

from .encrypted.encrypted_type import EncryptedType, StringEncryptedType
from .scalars import *  # noqa: F403
