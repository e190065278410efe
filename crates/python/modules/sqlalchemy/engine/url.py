"""Database URLs. How they are read and written is the native module's
business."""

import _limbeck_database

from .. import exc


class immutabledict(dict):
    """A dict that stays as it is."""

    def _refuse(self, *arg, **kw):
        raise TypeError("%s object is immutable" % type(self).__name__)

    __setitem__ = __delitem__ = clear = pop = popitem = setdefault = update = _refuse

    def union(self, *others, **kw):
        merged = dict(self)
        for other in others:
            merged.update(other or {})
        merged.update(kw)
        return immutabledict(merged)

    merge_with = union

    def __or__(self, other):
        return self.union(other)

    def __hash__(self):
        return hash(tuple(sorted(self.items())))

    def __repr__(self):
        return "immutabledict(%s)" % dict.__repr__(self)


_FIELDS = ("drivername", "username", "password", "host", "port", "database", "query")


def _query(query):
    if query is None:
        return immutabledict()
    pairs = query.items() if hasattr(query, "items") else query
    checked = {}
    for key, value in pairs:
        if not isinstance(key, str):
            raise TypeError("Query dictionary keys must be strings")
        checked[key] = _query_value(value)
    return immutabledict(checked)


def _query_value(value):
    if isinstance(value, str):
        return value
    if isinstance(value, (list, tuple)):
        return tuple(_query_value(item) for item in value)
    raise TypeError("Query dictionary values must be strings or sequences of strings")


def _text(value, name):
    if value is not None and not isinstance(value, str):
        raise TypeError("%s must be a string" % name)
    return value


class URL(tuple):
    __slots__ = ()
    _fields = _FIELDS

    def __new__(cls, drivername, username=None, password=None, host=None, port=None,
                database=None, query=immutabledict()):
        if isinstance(query, dict) and not isinstance(query, immutabledict):
            query = immutabledict(query)
        return tuple.__new__(
            cls, (drivername, username, password, host, port, database, query)
        )

    @classmethod
    def create(cls, drivername, username=None, password=None, host=None, port=None,
               database=None, query=None):
        if not isinstance(drivername, str):
            raise TypeError("drivername must be a string")
        try:
            port = None if port is None else int(port)
        except TypeError:
            raise TypeError("Port argument must be an integer or None") from None
        return cls(
            drivername,
            _text(username, "username"),
            password,
            _text(host, "host"),
            port,
            _text(database, "database"),
            _query(query),
        )

    def _replace(self, **changes):
        values = dict(zip(_FIELDS, self))
        values.update(changes)
        return URL(**values)

    def _asdict(self):
        return dict(zip(_FIELDS, self))

    def set(self, drivername=None, username=None, password=None, host=None, port=None,
            database=None, query=None):
        given = (drivername, username, password, host, port, database, query)
        changes = {name: value for name, value in zip(_FIELDS, given) if value is not None}
        return URL.create(**{**self._asdict(), **changes})

    def update_query_string(self, query_string, append=False, *, keep_blank_values=False):
        pairs = _limbeck_database.parse_query(query_string)
        return self.update_query_pairs(pairs, append)

    def update_query_pairs(self, key_value_pairs, append=False):
        added = {}
        for key, value in key_value_pairs:
            values = [value] if isinstance(value, str) else list(value)
            added.setdefault(key, []).extend(values)
        query = dict(self.query)
        for key, values in added.items():
            if append and key in query:
                known = query[key]
                values = ([known] if isinstance(known, str) else list(known)) + values
            query[key] = values[0] if len(values) == 1 else tuple(values)
        return self.set(query=query)

    def update_query_dict(self, query_parameters, append=False):
        return self.update_query_pairs(query_parameters.items(), append)

    def difference_update_query(self, names):
        names = set(names)
        kept = {key: value for key, value in self.query.items() if key not in names}
        return self._replace(query=immutabledict(kept))

    @property
    def normalized_query(self):
        return immutabledict(
            {
                key: (value,) if isinstance(value, str) else value
                for key, value in self.query.items()
            }
        )

    def _parts(self):
        return (
            self.drivername,
            self.username,
            None if self.password is None else str(self.password),
            self.host,
            self.port,
            self.database,
            [
                (key, [value] if isinstance(value, str) else list(value))
                for key, value in self.query.items()
            ],
        )

    def render_as_string(self, hide_password=True):
        return _limbeck_database.render_url(self._parts(), bool(hide_password))

    def __to_string__(self, hide_password=True):
        return self.render_as_string(hide_password)

    def __str__(self):
        return self.render_as_string()

    __repr__ = __str__

    def __hash__(self):
        return hash(self.render_as_string(False))

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    def __reduce__(self):
        return URL, tuple(self)

    def get_backend_name(self):
        return self.drivername.partition("+")[0]

    def get_driver_name(self):
        return _limbeck_database.dialect(self._parts())[1]

    def get_dialect(self, _is_async=False):
        from ..dialects.dialect import named

        return named(_limbeck_database.dialect(self._parts())[0])

    def translate_connect_args(self, names=None, **kw):
        translated = {}
        for attribute in ("host", "database", "username", "password", "port"):
            name = names.pop(0) if names else kw.get(attribute, attribute)
            value = getattr(self, attribute)
            if name is not None and value:
                translated[name] = str(value) if attribute == "password" else value
        return translated


def _field(index):
    return property(lambda self: tuple.__getitem__(self, index))


for _index, _name in enumerate(_FIELDS):
    setattr(URL, _name, _field(_index))


def make_url(name_or_url, *, keep_blank_values=False):
    if isinstance(name_or_url, URL):
        return name_or_url
    if isinstance(name_or_url, str):
        *parts, query = _limbeck_database.parse_url(name_or_url)
        query = {
            key: values[0] if len(values) == 1 else tuple(values) for key, values in query
        }
        return URL(*parts, immutabledict(query))
    if type(name_or_url).__name__ == "Placeholder":
        from _limbeck_placeholder import needed

        found = needed(name_or_url)
        return make_url(str(found) if found is name_or_url else found)
    if hasattr(name_or_url, "render_as_string"):
        return name_or_url
    raise exc.ArgumentError("Expected string or URL object, got %r" % (name_or_url,))
