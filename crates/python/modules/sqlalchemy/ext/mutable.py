"""Values that tell the objects that hold them when they change."""

from weakref import ref

from ..sql.type_api import to_instance


class MutableBase:
    # Weak references to objects with the attribute that holds the value.
    _holders = ()

    @property
    def _parents(self):
        return {
            instance.__dict__["_sa_instance_state"]: key
            for instance, key in ((held(), key) for held, key in self._holders)
            if instance is not None and "_sa_instance_state" in instance.__dict__
        }

    @classmethod
    def coerce(cls, key, value):
        if value is None or isinstance(value, cls):
            return value
        raise ValueError("Attribute '%s' does not accept objects of type %s" % (key, type(value)))

    def _belongs_to(self, instance, key):
        held = [pair for pair in self._holders if pair[0]() is not None]
        if not any(pair[0]() is instance and pair[1] == key for pair in held):
            held.append((ref(instance), key))
        self._holders = held


class Mutable(MutableBase):
    def changed(self):
        """Has the objects that hold the value written again."""
        for held, key in self._holders:
            instance = held()
            if instance is not None and instance.__dict__.get(key) is self:
                state = instance.__dict__.get("_sa_instance_state")
                if state is not None:
                    state.flag(key)

    @classmethod
    def as_mutable(cls, sqltype):
        sqltype = to_instance(sqltype)
        sqltype._mutable = cls
        return sqltype

    @classmethod
    def associate_with(cls, sqltype):
        """All columns of a type hold such values."""
        sqltype._mutable = cls

    @classmethod
    def associate_with_attribute(cls, attribute):
        attribute.type._mutable = cls


class MutableComposite(MutableBase):
    def changed(self):
        for held, key in self._holders:
            instance = held()
            if instance is not None:
                setattr(instance, key, self)


def _telling(base, names):
    """Methods that change a value and then tell of it."""

    def decorate(cls):
        for name in names.split():
            setattr(cls, name, _method(getattr(base, name)))
        return cls

    return decorate


def _method(plain):
    def method(self, *args, **kw):
        found = plain(self, *args, **kw)
        self.changed()
        return self if found is None and plain.__name__ in _IN_PLACE else found

    method.__name__ = plain.__name__
    return method


_IN_PLACE = ("__iadd__", "__ior__", "__iand__", "__isub__", "__ixor__", "__imul__")


@_telling(dict, "__setitem__ __delitem__ setdefault update pop popitem clear")
class MutableDict(Mutable, dict):
    def __class_getitem__(cls, item):
        return cls

    @classmethod
    def coerce(cls, key, value):
        if isinstance(value, cls):
            return value
        if isinstance(value, dict):
            return cls(value)
        return Mutable.coerce.__func__(cls, key, value)

    def __reduce__(self):
        return dict, (dict(self),)


@_telling(
    list,
    "__setitem__ __delitem__ append extend insert pop remove clear sort reverse __iadd__",
)
class MutableList(Mutable, list):
    def __class_getitem__(cls, item):
        return cls

    @classmethod
    def coerce(cls, key, value):
        if isinstance(value, cls):
            return value
        if isinstance(value, list):
            return cls(value)
        return Mutable.coerce.__func__(cls, key, value)

    def __reduce__(self):
        return list, (list(self),)


@_telling(set, "add discard remove pop clear update difference_update intersection_update "
          "symmetric_difference_update __ior__ __iand__ __isub__ __ixor__")
class MutableSet(Mutable, set):
    def __class_getitem__(cls, item):
        return cls

    @classmethod
    def coerce(cls, key, value):
        if isinstance(value, cls):
            return value
        if isinstance(value, set):
            return cls(value)
        return Mutable.coerce.__func__(cls, key, value)

    def __reduce__(self):
        return set, (set(self),)
