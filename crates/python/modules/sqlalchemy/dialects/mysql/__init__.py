"""What MySQL and MariaDB alone have."""

from .types import (
    BIGINT,
    BINARY,
    BIT,
    BLOB,
    BOOLEAN,
    CHAR,
    DATE,
    DATETIME,
    DECIMAL,
    DOUBLE,
    ENUM,
    FLOAT,
    INET4,
    INET6,
    INTEGER,
    JSON,
    LONGBLOB,
    LONGTEXT,
    MEDIUMBLOB,
    MEDIUMINT,
    MEDIUMTEXT,
    NCHAR,
    NUMERIC,
    NVARCHAR,
    REAL,
    SET,
    SMALLINT,
    TEXT,
    TIME,
    TIMESTAMP,
    TINYBLOB,
    TINYINT,
    TINYTEXT,
    VARBINARY,
    VARCHAR,
    YEAR,
)


def __getattr__(name):
    if name in ("insert", "Insert"):
        from ...sql import dml

        return {"insert": dml.mysql_insert, "Insert": dml._MySQLInsert}[name]
    if name in ("dialect", "MySQLDialect"):
        from .base import MySQLDialect

        return MySQLDialect
    raise AttributeError("module 'sqlalchemy.dialects.mysql' has no attribute %r" % name)
