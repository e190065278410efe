"""Writes down what SQLAlchemy reflects of the tables that a file of SQL makes.

    python record.py postgresql.sql postgresql+psycopg://… > postgresql.txt
    python record.py sqlite.sql sqlite:// > sqlite.txt

The database must be new. The Rust test prints what we reflect in the same
form."""

import sys
import warnings

import sqlalchemy as sa
import sqlalchemy.dialects.postgresql
from sqlalchemy.engine.reflection import ObjectKind, ObjectScope


def text(value):
    """A value: strings in quotes, lists in brackets, `-` for none."""
    if value is None:
        return "-"
    if value is True or value is False:
        return "yes" if value else "no"
    if isinstance(value, str):
        return '"%s"' % value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    if isinstance(value, dict):
        return "{%s}" % ", ".join("%s: %s" % (text(k), text(v)) for k, v in value.items())
    if isinstance(value, (list, tuple)):
        return "[%s]" % ", ".join(text(item) for item in value)
    if isinstance(value, sa.sql.elements.TextClause):
        return text(value.text)
    return str(value)


def spelled(type_):
    """The type's repr; a domain's with all that it holds."""
    if isinstance(type_, sa.dialects.postgresql.DOMAIN):
        rest = [
            (key, getattr(type_, key))
            for key in ("schema", "collation", "default", "constraint_name", "check")
        ]
        rest.append(("not_null", type_.not_null or None))
        return "DOMAIN(%s, %s%s)" % (
            text(type_.name),
            spelled(type_.data_type),
            "".join(", %s=%s" % (key, text(value)) for key, value in rest if value is not None),
        )
    if isinstance(type_, sa.ARRAY):
        return "ARRAY(%s)" % spelled(type_.item_type)
    return repr(type_)


def fields(pairs):
    return " ".join("%s=%s" % (k, text(v)) for k, v in pairs if v not in (None, {}))


def table(name, info):
    def say(kind, found, *keys):
        known = fields((key, found.get(key)) for key in keys)
        print("  %s %s" % (kind, known))

    options = info["table_options"]
    comment = info["table_comment"]
    print("table %s %s" % (name, fields([("comment", comment.get("text"))] + sorted(options.items()))))
    for column in info["columns"]:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            type_ = spelled(column["type"])
        print("  column %s %s %s" % (
            text(column["name"]), type_,
            fields((key, column.get(key)) for key in (
                "nullable", "default", "autoincrement", "comment", "computed", "identity"))))
    key = info["pk_constraint"]
    if key["constrained_columns"]:
        say("key", key, "name", "constrained_columns", "comment", "dialect_options")
    for foreign in info["foreign_keys"]:
        foreign["options"] = dict(sorted(foreign["options"].items()))
        say("foreign", foreign, "name", "constrained_columns", "referred_schema",
            "referred_table", "referred_columns", "options", "comment")
    for unique in info["unique_constraints"]:
        say("unique", unique, "name", "column_names", "comment", "dialect_options")
    for check in info["check_constraints"]:
        say("check", check, "name", "sqltext", "comment", "dialect_options")
    for index in info["indexes"]:
        say("index", index, "name", "unique", "column_names", "expressions",
            "column_sorting", "duplicates_constraint", "dialect_options")


KINDS = ("columns", "pk_constraint", "foreign_keys", "unique_constraints", "check_constraints",
         "indexes", "table_comment", "table_options")

source, url = sys.argv[1:]
engine = sa.create_engine(url)
with engine.connect() as connection, open(source) as file:
    raw = connection.connection.dbapi_connection
    if engine.dialect.name == "sqlite":
        raw.executescript(file.read())
        schemas = [None]
    else:
        raw.execute(file.read())
        schemas = [None, "Odd Schema", "app", "public"]
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        for schema in schemas:
            inspector = sa.inspect(connection)
            found = {}
            for kind in KINDS:
                try:
                    found[kind] = getattr(inspector, "get_multi_" + kind)(
                        schema=schema, kind=ObjectKind.ANY, scope=ObjectScope.DEFAULT)
                except NotImplementedError:
                    found[kind] = {}
            if schema == "public":
                # Only what the schema's name changes.
                found["columns"] = {
                    key: value for key, value in found["columns"].items()
                    if key[1] in ("abroad", "defaults", "children")
                }
            for key in sorted(found["columns"], key=lambda key: key[1].encode()):
                full = key[1] if schema is None else "%s.%s" % (schema, key[1])
                table(full, {kind: found[kind].get(key, {}) for kind in KINDS})
            if engine.dialect.name == "postgresql":
                for sequence in sorted(inspector.get_sequence_names(schema)):
                    # Those of columns are not told apart.
                    if not sequence.endswith("_seq"):
                        print("sequence %s" % sequence)
                for enum in inspector.get_enums(schema):
                    print("enum %s %s" % (enum["name"], text(enum["labels"])))
    seen = []
    for warning in caught:
        if str(warning.message) not in seen:
            seen.append(str(warning.message))
    for warning in sorted(seen):
        print("warning %s" % warning)
