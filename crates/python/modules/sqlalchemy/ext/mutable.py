"""Values that notice their own changes. Types are what they wrap."""

from ..sql.type_api import to_instance


class MutableBase:
    @classmethod
    def coerce(cls, key, value):
        return value

    def changed(self):
        """No session watches the value."""


class Mutable(MutableBase):
    @classmethod
    def as_mutable(cls, sqltype):
        return to_instance(sqltype)

    @classmethod
    def associate_with(cls, sqltype):
        """Types need nothing for it."""

    @classmethod
    def associate_with_attribute(cls, attribute):
        """Attributes need nothing for it."""


class MutableComposite(MutableBase):
    pass


class MutableDict(Mutable, dict):
    def __class_getitem__(cls, item):
        return cls


class MutableList(Mutable, list):
    def __class_getitem__(cls, item):
        return cls


class MutableSet(Mutable, set):
    def __class_getitem__(cls, item):
        return cls
