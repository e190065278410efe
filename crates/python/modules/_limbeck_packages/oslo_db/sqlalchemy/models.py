"""What models of OpenStack's projects inherit."""

from oslo_utils import timeutils
from sqlalchemy import Column, DateTime
from sqlalchemy.orm import object_mapper

from oslo_db.sqlalchemy import types


class ModelBase:
    """An object that is its columns' dictionary too."""

    __table_initialized__ = False

    def save(self, session):
        session.add(self)
        session.flush()

    def __setitem__(self, key, value):
        setattr(self, key, value)

    def __getitem__(self, key):
        return getattr(self, key)

    def __contains__(self, key):
        return hasattr(self, key)

    def get(self, key, default=None):
        return getattr(self, key, default)

    @property
    def _extra_keys(self):
        return []

    def __iter__(self):
        columns = list(dict(object_mapper(self).columns))
        return ModelIterator(self, iter(columns + self._extra_keys))

    def update(self, values):
        for name, value in values.items():
            setattr(self, name, value)

    def _as_dict(self):
        found = dict(self)
        found.update((name, value) for name, value in self.__dict__.items() if name[0] != "_")
        return found

    def items(self):
        return self._as_dict().items()

    iteritems = items

    def keys(self):
        return list(self._as_dict())


class ModelIterator:
    def __init__(self, model, columns):
        self.model = model
        self.i = columns

    def __iter__(self):
        return self

    def __next__(self):
        name = next(self.i)
        return name, getattr(self.model, name)


class TimestampMixin:
    created_at = Column(DateTime, default=lambda: timeutils.utcnow())
    updated_at = Column(DateTime, onupdate=lambda: timeutils.utcnow())


class SoftDeleteMixin:
    deleted_at = Column(DateTime)
    deleted = Column(types.SoftDeleteInteger, default=0)

    def soft_delete(self, session):
        self.deleted = self.id
        self.deleted_at = timeutils.utcnow()
        self.save(session=session)
