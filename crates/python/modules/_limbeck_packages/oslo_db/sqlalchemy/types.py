"""Types that keep JSON in texts, and marks of deletion in integers."""

import json

from sqlalchemy.dialects import mysql
from sqlalchemy.types import Integer, Text, TypeDecorator
from sqlalchemy.types import String as _String


class JsonEncodedType(TypeDecorator):
    type = None
    impl = Text
    cache_ok = True

    def __init__(self, mysql_as_long=False, mysql_as_medium=False):
        super().__init__()
        if mysql_as_long and mysql_as_medium:
            raise TypeError("mysql_as_long and mysql_as_medium are mutually exclusive")
        if mysql_as_long:
            self.impl = Text().with_variant(mysql.LONGTEXT(), "mysql")
        elif mysql_as_medium:
            self.impl = Text().with_variant(mysql.MEDIUMTEXT(), "mysql")

    def process_bind_param(self, value, dialect):
        if self.type is not None:
            if value is None:
                value = self.type()
            elif not isinstance(value, self.type):
                raise TypeError(
                    "%s supposes to store %s objects, but %s given"
                    % (type(self).__name__, self.type.__name__, type(value).__name__)
                )
        return json.dumps(value)

    def process_result_value(self, value, dialect):
        return None if value is None else json.loads(value)


class JsonEncodedDict(JsonEncodedType):
    type = dict
    cache_ok = True


class JsonEncodedList(JsonEncodedType):
    type = list
    cache_ok = True


class SoftDeleteInteger(TypeDecorator):
    """0 for what is not deleted; for what is, its primary key."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value, dialect):
        return None if value is None else int(value)


class String(_String):
    """A text whose type in MySQL may be told apart."""

    def __init__(self, length, mysql_ndb_length=None, mysql_ndb_type=None, **kw):
        super().__init__(length, **kw)
        self.mysql_ndb_length = mysql_ndb_length
        self.mysql_ndb_type = mysql_ndb_type
