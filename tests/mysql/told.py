"""Asks an inspector for all that it tells of a database."""

import os

import sqlalchemy as sa
from sqlalchemy.dialects import mysql

engine = sa.create_engine(os.environ["DATABASE_URL"], poolclass=sa.pool.NullPool)
DEFINITIONS = [
    """CREATE TABLE parent (a INT NOT NULL, b INT NOT NULL, c VARCHAR(20) CHARACTER SET latin1,
       PRIMARY KEY (a, b), UNIQUE KEY uq_c (c)) COMMENT='the parents' ROW_FORMAT=DYNAMIC""",
    """CREATE TABLE child (
       id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
       a INT, b INT,
       name VARCHAR(30) NOT NULL DEFAULT 'it''s' COMMENT 'a name''s',
       kind ENUM('x', 'it''s', 'a,b') DEFAULT 'x',
       flags SET('p', 'q'),
       price DECIMAL(10, 2) DEFAULT 1.50,
       ratio DOUBLE, small FLOAT, tiny TINYINT(1) DEFAULT 0, year YEAR,
       bits BIT(5),
       at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
       at6 DATETIME(6) NULL DEFAULT NULL,
       body TEXT, blob1 BLOB, fixed BINARY(4), var VARBINARY(8),
       data JSON, twice INT GENERATED ALWAYS AS (a * 2) VIRTUAL,
       kept INT GENERATED ALWAYS AS (a + 1) STORED,
       num INT(5) UNSIGNED ZEROFILL,
       text1 VARCHAR(9) COLLATE utf8mb4_bin,
       CONSTRAINT fk_parent FOREIGN KEY (a, b) REFERENCES parent (a, b) ON DELETE CASCADE,
       CONSTRAINT ck_price CHECK (price > 0 AND name <> 'no'),
       KEY ix_name (name(10)), FULLTEXT KEY ft_body (body), UNIQUE KEY uq_two (name, kind)
       ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci COMMENT='half off'""",
    "CREATE TABLE `Mixed Case` (`order` INT, `a b` INT DEFAULT 5)",
    "CREATE TABLE other (id INT PRIMARY KEY, up INT, FOREIGN KEY (up) REFERENCES other (id))",
    "CREATE VIEW seen AS SELECT id, name FROM child",
]


def show(name, ask):
    try:
        answer = ask()
    except Exception as error:
        answer = type(error).__name__
    if isinstance(answer, list):
        print(name)
        for line in answer:
            print("   ", shown(line))
    else:
        print(name, shown(answer))


def shown(value):
    if isinstance(value, dict):
        return {key: shown(value[key]) for key in sorted(value, key=str)}
    if isinstance(value, sa.types.TypeEngine):
        return repr(value)
    return value


with engine.begin() as connection:
    for definition in DEFINITIONS:
        connection.exec_driver_sql(definition)
    inspector = sa.inspect(connection)
    show("default", lambda: inspector.default_schema_name == connection.engine.url.database)
    show("tables", inspector.get_table_names)
    show("views", inspector.get_view_names)
    show("definition", lambda: "select" in inspector.get_view_definition("seen").lower())
    show("temporary", inspector.get_temp_table_names)
    show("sequences", inspector.get_sequence_names)
    show("schemas", lambda: "information_schema" in inspector.get_schema_names())
    show("sorted", lambda: [name for name, _ in inspector.get_sorted_table_and_fkc_names()])
    for table in ["parent", "child", "Mixed Case", "other", "missing"]:
        print("#", table)
        for part in [
            "has_table",
            "get_columns",
            "get_pk_constraint",
            "get_foreign_keys",
            "get_indexes",
            "get_unique_constraints",
            "get_check_constraints",
            "get_table_comment",
            "get_table_options",
        ]:
            show(part, lambda: getattr(inspector, part)(table))
    show("has_index", lambda: inspector.has_index("child", "ix_name"))
    show("all comments", lambda: sorted(inspector.get_multi_table_comment().items(), key=str))
    metadata = sa.MetaData()
    for name in ["child", "other", "Mixed Case"]:
        table = sa.Table(name, metadata, autoload_with=connection)
        print(name, table.comment, sorted(table.dialect_kwargs.items()))
        for column in table.columns:
            default = column.server_default
            print("   ", column.name, repr(column.type), column.nullable, column.autoincrement)
            print("       ", column.comment, column.primary_key, type(default).__name__)
            if isinstance(default, sa.Computed):
                print("       ", default.sqltext, default.persisted)
            elif default is not None:
                print("       ", default.arg)
        for index in sorted(table.indexes, key=lambda index: index.name):
            print("   ", index.name, index.unique, [c.name for c in index.columns])
            print("       ", sorted(index.dialect_kwargs.items()))
        for key in sorted(table.foreign_key_constraints, key=lambda key: str(key.name)):
            print("   ", key.name, key.column_keys, key.ondelete, key.onupdate)
        names = sorted(str(constraint.name) for constraint in table.constraints)
        print("   ", names)
        definition = sa.schema.CreateTable(table).compile(dialect=mysql.dialect())
        print(str(definition).strip())
