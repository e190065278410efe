"""Values that adapt themselves, and rows by name."""


class Json:
    def __init__(self, adapted, dumps=None):
        self.adapted = adapted
        self._dumps = dumps

    def dumps(self, obj):
        if self._dumps is None:
            from json import dumps

            return dumps(obj)
        return self._dumps(obj)

    def __str__(self):
        return self.dumps(self.adapted)


class NamedTupleCursor:
    pass


class DictCursor:
    pass


class RealDictCursor:
    pass


def register_uuid(oids=None, conn_or_curs=None):
    pass


def register_default_json(conn_or_curs=None, globally=False, loads=None):
    pass


def register_default_jsonb(conn_or_curs=None, globally=False, loads=None):
    pass
