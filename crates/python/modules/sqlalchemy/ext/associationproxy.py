"""Attributes that look through a relationship."""


class AssociationProxy:
    def __class_getitem__(cls, item):
        return cls

    def __init__(self, target_collection, attr, *, creator=None, **kw):
        self.target_collection = target_collection
        self.value_attr = attr
        self.creator = creator
        self.options = kw

    def __get__(self, instance, owner):
        if instance is None:
            return _OfClass(self, owner)
        found = getattr(instance, self.target_collection)
        if isinstance(found, dict):
            return _Dict(self, instance)
        if isinstance(found, (list, set)):
            return _List(self, instance)
        return None if found is None else getattr(found, self.value_attr)

    def _make(self, instance, *values):
        creator = self.creator
        if creator is None:
            relation = type(instance).__dict__.get(self.target_collection)
            if relation is None:
                relation = _attribute(type(instance), self.target_collection)
            creator = relation.relation(type(instance)).target.cls
        return creator(*values)

    def __set__(self, instance, value):
        found = getattr(instance, self.target_collection)
        if isinstance(found, (list, set, dict)):
            proxy = self.__get__(instance, type(instance))
            proxy.clear()
            proxy.update(value) if isinstance(found, dict) else proxy.extend(value)
        elif found is None:
            setattr(instance, self.target_collection, self._make(instance, value))
        else:
            setattr(found, self.value_attr, value)


def _attribute(cls, name):
    for base in cls.__mro__:
        if name in vars(base):
            return vars(base)[name]
    raise AttributeError(name)


class _OfClass:
    """The proxy in expressions: rows whose related row has the value."""

    def __init__(self, proxy, owner):
        self.proxy = proxy
        self._along = getattr(owner, proxy.target_collection)
        self._value = getattr(self._along.relation.target.cls, proxy.value_attr)

    def _through(self, condition):
        if self._along.relation.uselist:
            return self._along.any(condition)
        return self._along.has(condition)

    def __eq__(self, other):
        return self._through(self._value == other)

    def __ne__(self, other):
        return self._through(self._value != other)

    __hash__ = object.__hash__

    def any(self, criterion=None, **kw):
        return self._through(criterion)

    has = any

    def contains(self, value):
        return self._through(self._value == value)

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        method = getattr(self._value, name)
        return lambda *args, **kw: self._through(method(*args, **kw))


class _List:
    """Values of the objects in a collection."""

    def __init__(self, proxy, instance):
        self.proxy = proxy
        self.instance = instance

    @property
    def _held(self):
        return getattr(self.instance, self.proxy.target_collection)

    def _values(self):
        return [getattr(item, self.proxy.value_attr) for item in self._held]

    def __iter__(self):
        return iter(self._values())

    def __len__(self):
        return len(self._held)

    def __contains__(self, value):
        return value in self._values()

    def __getitem__(self, index):
        return self._values()[index]

    def __eq__(self, other):
        return self._values() == list(other)

    __hash__ = None

    def append(self, value):
        self._held.append(self.proxy._make(self.instance, value))

    add = append

    def extend(self, values):
        for value in values:
            self.append(value)

    update = extend

    def remove(self, value):
        for item in list(self._held):
            if getattr(item, self.proxy.value_attr) == value:
                self._held.remove(item)
                return
        raise ValueError("value not in list")

    def clear(self):
        self._held.clear()

    def __repr__(self):
        return repr(self._values())


class _Dict:
    """Values of the objects in a dictionary."""

    def __init__(self, proxy, instance):
        self.proxy = proxy
        self.instance = instance

    @property
    def _held(self):
        return getattr(self.instance, self.proxy.target_collection)

    def _plain(self):
        return {
            key: getattr(item, self.proxy.value_attr) for key, item in self._held.items()
        }

    def __getitem__(self, key):
        return getattr(self._held[key], self.proxy.value_attr)

    def __setitem__(self, key, value):
        if key in self._held:
            setattr(self._held[key], self.proxy.value_attr, value)
        else:
            self._held[key] = self.proxy._make(self.instance, key, value)

    def __delitem__(self, key):
        del self._held[key]

    def __contains__(self, key):
        return key in self._held

    def __iter__(self):
        return iter(self._held)

    def __len__(self):
        return len(self._held)

    def __eq__(self, other):
        return self._plain() == dict(other)

    __hash__ = None

    def keys(self):
        return self._plain().keys()

    def values(self):
        return self._plain().values()

    def items(self):
        return self._plain().items()

    def get(self, key, default=None):
        return self[key] if key in self else default

    def update(self, *others, **named):
        for key, value in dict(*others, **named).items():
            self[key] = value

    def clear(self):
        self._held.clear()

    def __repr__(self):
        return repr(self._plain())


AssociationProxyInstance = AssociationProxy


def association_proxy(target_collection, attr, **kw):
    return AssociationProxy(target_collection, attr, **kw)
