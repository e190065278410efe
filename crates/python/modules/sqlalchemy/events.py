"""Classes that describe events."""


class ConnectionEvents:
    pass


class DialectEvents:
    pass


class DDLEvents:
    pass


class PoolEvents:
    pass


class SchemaEventTarget:
    pass
