"""Makes MetaData of what the project's own Python told of its models."""

import importlib
import json
import logging
import sys

import _limbeck_placeholder
import _limbeck_python
from alembic.util.exc import CommandError
from sqlalchemy.sql import sqltypes
from sqlalchemy.sql.constraints import (
    CheckConstraint,
    ForeignKeyConstraint,
    ForeignKeyTarget,
    Index,
    PrimaryKeyConstraint,
    UniqueConstraint,
)
from sqlalchemy.sql.elements import TextClause, literal_column
from sqlalchemy.sql.items import BLANK_SCHEMA, Computed, FetchedValue, Identity, Sequence
from sqlalchemy.sql.naming import _NONE_NAME, conv, quoted_name
from sqlalchemy.sql.schema import Column, MetaData, Table
from sqlalchemy.sql.type_api import TypeDecorator, UserDefinedType, arguments_of


_log = logging.getLogger("alembic.autogenerate.models")
# What each dialect's answer was, and the targets that were asked for so far.
_answers = {}
_asked = []


def targets(given, dialect):
    """What is to be compared instead of the MetaData that env.py gave, where
    something that they depend on could not load."""
    behind = [one for one in given if type(one) is _limbeck_placeholder.Placeholder]
    incomplete = [entry for entry in _limbeck_placeholder.unloaded if entry[2]]
    if not _limbeck_placeholder.unloaded:
        return given
    programs, never = _limbeck_python.programs(), _limbeck_python.is_forbidden()
    needed = bool(behind or incomplete)
    if not needed and (never or not programs):
        # Nothing of the project's is missing.
        return given
    if dialect not in _answers:
        _answers[dialect] = _export(programs, never, dialect, needed)
    answer = _answers[dialect]
    if answer is None:
        return given
    key = [getattr(one, "_limbeck_path", None) or id(one) for one in given]
    if key not in _asked:
        _asked.append(key)
    several = [several for several in answer if several]
    if not several:
        raise CommandError(
            "env.py gave no target_metadata to context.configure() when the project's own "
            "Python ran it"
        )
    different = [one for number, one in enumerate(several) if one not in several[:number]]
    return different[min(_asked.index(key), len(different) - 1)]


def _unloaded():
    """The failures that matter, as text."""
    entries = _limbeck_placeholder.unloaded
    own = [entry for entry in entries if entry[2]] or entries
    return "\n".join(str(failure) for _, failure, _ in own)


def _export(programs, never, dialect, needed):
    """The MetaData of each call of `context.configure()` that the project's
    own Python makes."""
    if not programs:
        why = (
            "models_python is 'never'"
            if never
            else "no Python of the project was found (VIRTUAL_ENV, .venv or venv beside the "
            "configuration file, python3 on the PATH; or set models_python to its path)"
        )
        raise CommandError("The models cannot be read, and %s.\n%s" % (why, _unloaded()))
    told = []
    for program in programs:
        for offline in (True, False):
            text = _limbeck_python.export(program, _request(dialect, offline))
            document = json.loads(text)
            failure = document.get("failure")
            if failure is None and (any(document["targets"]) or not offline):
                _log.info(
                    "Read the models with %s (Python %s, SQLAlchemy %s)",
                    program,
                    document["python"],
                    document["sqlalchemy"],
                )
                collections = Loader(document["sqlalchemy"]).load(document["metadata"])
                return [
                    [collections[number] for number in several]
                    for several in document["targets"]
                ]
            if failure == "sqlalchemy":
                told.append("%s has no SQLAlchemy: %s" % (program, document["text"]))
                break
            if failure == "old":
                told.append("%s has SQLAlchemy %s; 1.4 is needed" % (program, document["text"]))
                break
            if failure == "target":
                told.append("%s: target_metadata is no MetaData: %s" % (program, document["text"]))
                break
            if not offline:
                told.append("%s cannot read them either:\n%s" % (program, document["text"]))
    if not needed:
        return None
    raise CommandError(
        "The models cannot be read.\n%s\n%s" % (_unloaded(), "\n".join(told).rstrip())
    )


def _request(dialect, offline):
    from alembic import context

    config = context.config
    options = dict(vars(config.cmd_opts)) if config.cmd_opts is not None else {}
    plain = {
        key: value
        for key, value in options.items()
        if value is None or isinstance(value, (bool, str, list))
    }
    return json.dumps(
        {
            "env": context.script.env_py_location,
            "config": config.config_file_name and str(config.config_file_name),
            "section": config.config_ini_section,
            "path": [path for path in sys.path if not _is_installed(path)],
            "dialect": dialect,
            "offline": offline,
            "arguments": sys.argv,
            "options": plain,
            "x": options.get("x"),
        }
    )


def _is_installed(path):
    return "site-packages" in path or "dist-packages" in path


def name(told):
    if isinstance(told, list):
        text, final, quote = told
        return conv(text) if final else quoted_name(text, quote)
    return told


def clause(told):
    """Text that is SQL already: in a text() colons stand for themselves."""
    if told.get("text"):
        return TextClause(told["sql"].replace(":", "\\:"))
    return literal_column(told["sql"])


class Loader:
    def __init__(self, version):
        # Before 2.1, only types that name a MetaData know one.
        self.is_old = version.startswith(("1.", "2.0."))
        self.classes = {}
        self.collections = []
        # The one that is being filled.
        self.metadata = None

    def load(self, collections):
        pairs = []
        for told in collections:
            made = MetaData(schema=name(told["schema"]), naming_convention=told["naming_convention"])
            made.info = told["info"]
            self.collections.append(made)
        for told, made in zip(collections, self.collections):
            self.metadata = made
            for sequence in told["sequences"]:
                self.sequence(sequence, made)
            pairs += [(one, self.table(one)) for one in told["tables"]]
        # Foreign keys may point at tables that come later.
        for told, table in pairs:
            self.complete(told, table)
        return self.collections

    def value(self, told):
        if not isinstance(told, dict):
            return told
        if "list" in told:
            return [self.value(item) for item in told["list"]]
        if "dict" in told:
            return {self.value(key): self.value(value) for key, value in told["dict"]}
        if "type" in told:
            return self.type(told["type"])
        if "name" in told:
            return name(told["name"])
        return clause(told)

    def options(self, told):
        return {key: self.value(value) for key, value in told["options"].items()}

    # Types

    def type(self, told):
        made = self.plain_type(told)
        for dialect, variant in told.get("variants", ()):
            made = made.with_variant(self.type(variant), dialect)
        return made

    def plain_type(self, told):
        user = told.get("user")
        if "decorates" in told:
            cls = self.user_class(user, TypeDecorator)
            made = cls.__new__(cls)
            made.impl = self.type(told["decorates"])
        elif "spelling" in told:
            cls = self.user_class(user, UserDefinedType)
            made = cls.__new__(cls)
            spelling = told["spelling"]
            made.get_col_spec = lambda **kw: spelling
            made._spelling = made.get_col_spec
        else:
            cls = self.known_class(told)
            arguments = self.arguments(told, cls)
            made = self.user_class(user, cls) if user else cls
            labels = arguments.pop("enums", ())
            made = made(*labels, **arguments)
        if user:
            made._limbeck_repr = user["repr"]
        return made

    def user_class(self, user, base):
        """A class that is to its repr() and its name what the project's is."""
        key = user["module"], user["name"], base
        if key not in self.classes:
            names = {
                "__module__": user["module"],
                "__repr__": lambda self: self._limbeck_repr,
                "_limbeck_classes": tuple(user["classes"]),
                "cache_ok": True,
            }
            self.classes[key] = type(user["name"], (base,), names)
        return self.classes[key]

    @staticmethod
    def known_class(told):
        parts = told["module"].split(".")
        if parts[1] == "dialects":
            home = importlib.import_module(".".join(parts[:3]))
        else:
            home = sqltypes
        return getattr(home, told["name"])

    def arguments(self, told, cls):
        taken, takes_all = set(), False
        for base in cls.__mro__:
            if "__init__" in vars(base):
                required, defaulted, _ = arguments_of(base.__init__)
                taken.update(required)
                taken.update(key for key, _ in defaulted)
                code = getattr(base.__init__, "__code__", None)
                if code is None or not code.co_flags & 0x08:
                    break
        takes_all = issubclass(cls, sqltypes.Enum)
        found = {
            key: self.value(value)
            for key, value in told["arguments"].items()
            if key in taken or takes_all
        }
        if "schema" in found and found["schema"] == self.metadata.schema:
            del found["schema"]
        if told.get("metadata") is not None and takes_all and self.is_old:
            found["metadata"] = self.collections[told["metadata"]]
        return found

    # Tables

    def table(self, told):
        # Without a schema means: not in that of the collection either.
        schema = BLANK_SCHEMA if told["schema"] is None else name(told["schema"])
        table = Table(
            name(told["name"]),
            self.metadata,
            *[self.column(column) for column in told["columns"]],
            schema=schema,
            comment=told["comment"],
            prefixes=[self.value(prefix) for prefix in told["prefixes"]],
            **self.options(told),
        )
        table.info.update(told["info"])
        for one in told["columns"]:
            column = table.c[one["key"]]
            # Their indexes and constraints come with the others.
            column.index, column.unique = one["index"], one["unique"]
        return table

    def column(self, told):
        keywords = {}
        if told["sequence"] is not None:
            keywords["default"] = self.sequence(told["sequence"])
        elif told["client_default"]:
            keywords["default"] = lambda: None
        default = told["server_default"]
        items = [self.constraint(one, None) for one in told["constraints"]]
        if default is not None:
            if "computed" in default:
                items.append(Computed(clause({"sql": default["computed"]}), default["persisted"]))
            elif "identity" in default:
                items.append(
                    Identity(default["always"], default["on_null"], **default["identity"])
                )
            elif "literal" in default:
                keywords["server_default"] = default["literal"]
            elif "fetched" in default:
                keywords["server_default"] = FetchedValue()
            elif "next_value" in default:
                keywords["server_default"] = self.sequence(default["next_value"]).next_value()
            else:
                keywords["server_default"] = clause(default)
        if told["nullable_given"]:
            keywords["nullable"] = told["nullable"]
        column = Column(
            name(told["name"]),
            self.type(told["type"]),
            *items,
            key=told["key"],
            primary_key=told["primary_key"],
            autoincrement=told["autoincrement"],
            system=told["system"],
            comment=told["comment"],
            **keywords,
            **self.options(told),
        )
        column.nullable = told["nullable"]
        column.info.update(told["info"])
        return column

    def sequence(self, told, metadata=None):
        schema = BLANK_SCHEMA if told["schema"] is None else name(told["schema"])
        return Sequence(
            name(told["name"]),
            schema=schema,
            optional=told["optional"],
            data_type=None if told["data_type"] is None else self.type(told["data_type"]),
            metadata=metadata,
            **told["numbers"],
        )

    def complete(self, told, table):
        orders = {}
        for one in told["constraints"]:
            if one["kind"] == "type":
                orders.update((key, one["order"]) for key in one["columns"])
                continue
            constraint = self.constraint(one, table)
            if constraint is None:
                continue
            constraint._creation_order = one["order"]
            constraint.comment = one["comment"]
            constraint.info.update(one["info"])
            if one["dialects"] is not None:
                constraint.ddl_if(dialect=tuple(one["dialects"]))
            if constraint is not table.primary_key:
                table.append_constraint(constraint)
        for constraint in table.constraints:
            if constraint._type_bound and constraint._type_column is not None:
                order = orders.get(constraint._type_column.key)
                constraint._creation_order = order or constraint._creation_order
        for one in told["indexes"]:
            index = Index(
                name(one["name"]),
                *[self.element(element, table) for element in one["expressions"]],
                unique=one["unique"],
                _table=table,
                _column_flag=one["column_flag"],
                **self.options(one),
            )
            index.info.update(one["info"])
            if one["dialects"] is not None:
                index.ddl_if(dialect=tuple(one["dialects"]))

    def element(self, told, table):
        return table.c[told["column"]] if "column" in told else clause(told)

    def constraint(self, told, table):
        keywords = {
            "name": _NONE_NAME if told["no_name"] else name(told["name"]),
            "deferrable": told["deferrable"],
            "initially": told["initially"],
            **self.options(told),
        }
        kind = told["kind"]
        if kind.endswith("check_constraint"):
            made = CheckConstraint(TextClause(told["sqltext"].replace(":", "\\:")), **keywords)
            made._creation_order = told["order"]
            return made
        columns = [table.c[key] for key in told.get("columns", ())]
        if kind == "primary_key_constraint":
            if told["implicit"]:
                key = table.primary_key
                key.name = keywords["name"]
                return key
            key = PrimaryKeyConstraint(*columns, **keywords)
            key._set_parent_with_dispatch(table)
            return key
        if kind == "unique_constraint":
            return UniqueConstraint(*columns, **keywords)
        if kind == "foreign_key_constraint":
            given = ("onupdate", "ondelete", "match", "use_alter", "link_to_name")
            keywords.update((key, told[key]) for key in given)
            return ForeignKeyConstraint(
                columns, [self.referred(one) for one in told["referred"]], **keywords
            )
        if kind == "exclude_constraint":
            from sqlalchemy.dialects.postgresql import ExcludeConstraint

            elements = [(self.element(one, table), operator) for one, operator in told["elements"]]
            where = told["where"]
            return ExcludeConstraint(
                *elements,
                using=told["using"],
                where=None if where is None else clause({"sql": where, "text": True}),
                ops=self.value(told["ops"]),
                **keywords,
            )
        return None

    def referred(self, told):
        if isinstance(told, str):
            return told
        number, table, key = told
        return self.collections[number].tables[table].c[key]
