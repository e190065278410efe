"""What PostgreSQL alone has."""

from .types import (
    ARRAY,
    BIGINT,
    BIT,
    BOOLEAN,
    BYTEA,
    CHAR,
    CIDR,
    CITEXT,
    DATE,
    DATEMULTIRANGE,
    DATERANGE,
    DOMAIN,
    DOUBLE_PRECISION,
    ENUM,
    FLOAT,
    HSTORE,
    INET,
    INT4MULTIRANGE,
    INT4RANGE,
    INT8MULTIRANGE,
    INT8RANGE,
    INTEGER,
    INTERVAL,
    JSON,
    JSONB,
    JSONPATH,
    MACADDR,
    MACADDR8,
    MONEY,
    NUMERIC,
    NUMMULTIRANGE,
    NUMRANGE,
    OID,
    REAL,
    REGCLASS,
    REGCONFIG,
    SMALLINT,
    TEXT,
    TIME,
    TIMESTAMP,
    TSMULTIRANGE,
    TSQUERY,
    TSRANGE,
    TSTZMULTIRANGE,
    TSTZRANGE,
    TSVECTOR,
    UUID,
    VARCHAR,
    NamedType,
    PGBit,
    PGInterval,
    PGUuid,
)

# Names that are loaded when they are first used.
_LATER = {
    "insert": ("sqlalchemy.sql.dml", "postgresql_insert"),
    "Insert": ("sqlalchemy.sql.dml", "_InsertWithConflict"),
    "array": ("sqlalchemy.sql.elements", "array"),
    "aggregate_order_by": ("sqlalchemy.sql.elements", "aggregate_order_by"),
    "hstore": ("sqlalchemy.sql.functions", "hstore"),
    "Any": ("sqlalchemy.sql.elements", "any_of"),
    "All": ("sqlalchemy.sql.elements", "all_of"),
    "to_tsvector": ("sqlalchemy.sql.functions", "to_tsvector"),
    "to_tsquery": ("sqlalchemy.sql.functions", "to_tsquery"),
    "plainto_tsquery": ("sqlalchemy.sql.functions", "plainto_tsquery"),
    "phraseto_tsquery": ("sqlalchemy.sql.functions", "phraseto_tsquery"),
    "websearch_to_tsquery": ("sqlalchemy.sql.functions", "websearch_to_tsquery"),
    "ts_headline": ("sqlalchemy.sql.functions", "ts_headline"),
    "AbstractRange": ("sqlalchemy.dialects.postgresql.types", "AbstractRange"),
    "AbstractSingleRange": ("sqlalchemy.dialects.postgresql.types", "AbstractSingleRange"),
    "AbstractMultiRange": ("sqlalchemy.dialects.postgresql.types", "AbstractMultiRange"),
    "MultiRange": ("sqlalchemy.dialects.postgresql.ranges", "MultiRange"),
    "array_agg": ("sqlalchemy.sql.functions", "array_agg"),
    "ExcludeConstraint": ("sqlalchemy.dialects.postgresql.ext", "ExcludeConstraint"),
    "Range": ("sqlalchemy.dialects.postgresql.ranges", "Range"),
    "CreateEnumType": ("sqlalchemy.sql.ddl", "CreateType"),
    "DropEnumType": ("sqlalchemy.sql.ddl", "DropType"),
    "CreateDomainType": ("sqlalchemy.sql.ddl", "CreateType"),
    "DropDomainType": ("sqlalchemy.sql.ddl", "DropType"),
    "dialect": ("sqlalchemy.dialects.postgresql.base", "PGDialect"),
    "PGDialect": ("sqlalchemy.dialects.postgresql.base", "PGDialect"),
}


def __getattr__(name):
    if name in ("base", "dml", "ext", "ranges", "types", "json"):
        import importlib

        return importlib.import_module(__name__ + "." + name)
    if name in _LATER:
        import importlib

        module, real = _LATER[name]
        value = globals()[name] = getattr(importlib.import_module(module), real)
        return value
    raise AttributeError("module 'sqlalchemy.dialects.postgresql' has no attribute %r" % name)
