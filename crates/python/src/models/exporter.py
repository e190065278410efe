"""Reads a project's models with the project's own SQLAlchemy.

limbeck runs this program with the project's Python where its own interpreter
cannot load the models. A request comes on standard input; env.py then runs as
Alembic would run it, but connects to nothing and migrates nothing; the
MetaData that it hands to `context.configure()` are printed as JSON.

Python 3.8 or newer; SQLAlchemy 1.4 or newer; Alembic may be missing.
"""

import contextlib
import inspect
import json
import os
import sys
import traceback
import types

VERSION = 1


class Anything:
    """Engines, connections and whatever else env.py may ask for."""

    def __getattr__(self, name):
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        return Anything()

    def __call__(self, *args, **kw):
        return Anything()

    def __getitem__(self, item):
        return Anything()

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        return None

    async def __aenter__(self):
        return self

    async def __aexit__(self, *exception):
        return None

    def __await__(self):
        return self
        yield

    def __iter__(self):
        return iter(())

    def __contains__(self, item):
        return False

    def __mro_entries__(self, bases):
        return ()


class Engine(Anything):
    """Stands for an engine and for its connection."""

    def __init__(self, dialect):
        self.dialect = dialect

    def connect(self, *args, **kw):
        return self

    begin = execution_options = connect

    async def run_sync(self, function, *args, **kw):
        return function(self, *args, **kw)


class Config:
    """Stands for Alembic's where that is not installed."""

    def __init__(self, file_=None, ini_section="alembic", cmd_opts=None, **kw):
        import configparser

        self.config_file_name = file_
        self.config_ini_section = ini_section
        self.cmd_opts = cmd_opts
        self.attributes = {}
        here = os.path.abspath(os.path.dirname(file_)) if file_ else ""
        self.file_config = configparser.ConfigParser({"here": here})
        if file_ and os.path.exists(file_):
            self.file_config.read([file_], encoding="utf-8")
        if not self.file_config.has_section(ini_section):
            self.file_config.add_section(ini_section)

    def get_section(self, name, default=None):
        if not self.file_config.has_section(name):
            return default
        return dict(self.file_config.items(name))

    def get_section_option(self, section, name, default=None):
        if not self.file_config.has_option(section, name):
            return default
        return self.file_config.get(section, name)

    def get_main_option(self, name, default=None):
        return self.get_section_option(self.config_ini_section, name, default)

    def set_section_option(self, section, name, value):
        if not self.file_config.has_section(section):
            self.file_config.add_section(section)
        self.file_config.set(section, name, value)

    def set_main_option(self, name, value):
        self.set_section_option(self.config_ini_section, name, value)

    get_alembic_option = get_main_option

    def print_stdout(self, text, *arg):
        """Nothing is to be printed."""


class Context(types.ModuleType):
    """Stands for `alembic.context`; keeps what env.py configures."""

    def __init__(self, request, config):
        super().__init__("alembic.context")
        self.config = config
        self.targets = []
        self._offline = request["offline"]
        self._x = request.get("x") or []

    def configure(self, *args, **kw):
        target = kw.get("target_metadata")
        if target is None:
            several = []
        elif isinstance(target, (list, tuple, set, frozenset)):
            several = list(target)
        else:
            several = [target]
        self.targets.append(several)

    def is_offline_mode(self):
        return self._offline

    def requires_connection(self):
        return not self._offline

    def get_x_argument(self, as_dictionary=False):
        if not as_dictionary:
            return list(self._x)
        pairs = (argument.partition("=") for argument in self._x)
        return {key: value for key, _, value in pairs}

    def get_tag_argument(self):
        return None

    get_head_revision = get_starting_revision_argument = get_tag_argument
    get_revision_argument = get_tag_argument

    def get_head_revisions(self):
        return ()

    def is_transactional_ddl(self):
        return True

    @contextlib.contextmanager
    def begin_transaction(self):
        yield

    def run_migrations(self, **kw):
        """The models are known by now."""

    execute = static_output = run_migrations

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return Anything()


class Package(types.ModuleType):
    """A module of Alembic's where that is not installed."""

    __path__ = ()

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return Anything()


class Finder:
    """Finds such modules."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        import importlib.machinery

        if name.split(".")[0] == "alembic":
            return importlib.machinery.ModuleSpec(name, Finder, is_package=True)

    @staticmethod
    def create_module(spec):
        return Package(spec.name)

    @staticmethod
    def exec_module(module):
        """There is nothing in it."""


def take_place(request):
    """Puts the stand-ins where env.py looks for them."""
    options = types.SimpleNamespace(**request.get("options") or {})
    try:
        import alembic
        from alembic.config import Config as config_class
    except ImportError:
        for name in [name for name in sys.modules if name.split(".")[0] == "alembic"]:
            del sys.modules[name]
        sys.meta_path.insert(0, Finder)
        import alembic

        config_class = Config
    config = config_class(
        file_=request["config"], ini_section=request["section"], cmd_opts=options
    )
    for name, value in (request.get("main_options") or {}).items():
        if config.get_main_option(name) is None:
            config.set_main_option(name, value.replace("%", "%%"))
    context = Context(request, config)
    sys.modules["alembic.context"] = alembic.context = context
    if not request["offline"]:
        replace_engines(request["dialect"])
    return context


def replace_engines(dialect_name):
    import sqlalchemy
    import sqlalchemy.engine

    def engine(*args, **kw):
        return Engine(dialect_of(dialect_name))

    homes = [sqlalchemy, sqlalchemy.engine]
    try:
        import sqlalchemy.ext.asyncio

        homes.append(sqlalchemy.ext.asyncio)
    except ImportError:
        pass
    for home in homes:
        for name in (
            "create_engine",
            "engine_from_config",
            "create_async_engine",
            "async_engine_from_config",
        ):
            if hasattr(home, name):
                setattr(home, name, engine)


def dialect_of(name):
    from sqlalchemy.dialects import registry

    # Without a paramstyle that doubles the signs of percent.
    return registry.load(name)(paramstyle="named")


def application(source):
    """What Flask's current_app needs to be there."""
    if "current_app" not in source:
        return contextlib.suppress()
    from flask.cli import ScriptInfo

    return ScriptInfo().load_app().app_context()


def run(request):
    context = take_place(request)
    file = request["env"]
    with open(file, "rb") as stream:
        source = stream.read()
    module = types.ModuleType("env_py")
    module.__file__ = file
    failure = None
    try:
        code = compile(source, file, "exec")
        with application(source.decode("utf-8", "replace")):
            exec(code, module.__dict__)
    except BaseException as error:
        failure = told(error)
    return context.targets, failure


def told(error):
    """An exception with its traceback, without the lines of this program."""
    step = error.__traceback__
    while step is not None and step.tb_frame.f_code.co_filename == told.__code__.co_filename:
        step = step.tb_next
    return "".join(traceback.format_exception(type(error), error, step))


class Reader:
    """Tells of MetaData in terms of JSON."""

    def __init__(self, dialect_name, targets):
        self.dialect = dialect_of(dialect_name)
        self.collections = []
        for several in targets:
            for metadata in several:
                if not any(metadata is known for known in self.collections):
                    self.collections.append(metadata)
        self.targets = [[self.place(metadata) for metadata in several] for several in targets]

    def place(self, metadata):
        for number, known in enumerate(self.collections):
            if known is metadata:
                return number
        return None

    def sql(self, expression):
        keywords = {"literal_binds": True, "include_table": False}
        try:
            return str(expression.compile(dialect=self.dialect, compile_kwargs=keywords))
        except NotImplementedError:
            # The database has no such thing; that is for others to say.
            return str(expression.compile(compile_kwargs=keywords))

    def clause(self, expression):
        """An expression as text; whether it was written as text matters."""
        from sqlalchemy.sql.elements import TextClause

        return {"sql": self.sql(expression), "text": isinstance(expression, TextClause)}

    def name(self, value):
        """A name; a list if it says that it is final, or how it is quoted."""
        if value is None or not isinstance(value, str):
            return None
        from sqlalchemy.sql.elements import conv

        quote = getattr(value, "quote", None)
        final = isinstance(value, conv)
        return [str(value), final, quote] if final or quote is not None else str(value)

    def value(self, value):
        """An argument of a type, a table or an index."""
        from sqlalchemy.schema import Column
        from sqlalchemy.sql.elements import ClauseElement
        from sqlalchemy.types import TypeEngine

        if value is None or isinstance(value, (bool, int, float)):
            return value
        if isinstance(value, str):
            return str(value)
        if isinstance(value, (list, tuple, set, frozenset)):
            return {"list": [self.value(item) for item in value]}
        if isinstance(value, dict):
            return {"dict": [[self.value(k), self.value(v)] for k, v in value.items()]}
        if isinstance(value, TypeEngine):
            return {"type": self.type(value)}
        if hasattr(value, "__clause_element__"):
            value = value.__clause_element__()
        if isinstance(value, Column):
            return str(value.name)
        if isinstance(value, ClauseElement):
            return self.clause(value)
        return None

    def options(self, item):
        return {name: self.value(value) for name, value in item.dialect_kwargs.items()}

    @staticmethod
    def info(item):
        """What of `info` JSON can tell."""
        result = {}
        for key, value in (getattr(item, "info", None) or {}).items():
            if isinstance(key, str):
                try:
                    result[key] = json.loads(json.dumps(value))
                except (TypeError, ValueError):
                    continue
        return result

    # Types

    def type(self, type_):
        from sqlalchemy import types as sqltypes

        old = getattr(sqltypes, "Variant", None) or getattr(
            sys.modules["sqlalchemy.sql.sqltypes"], "Variant", None
        )
        mapping = getattr(type_, "_variant_mapping", None)
        if isinstance(old, type) and isinstance(type_, old) and hasattr(type_, "mapping"):
            mapping = type_.mapping
            type_ = type_.impl
        result = self.plain_type(type_)
        if mapping:
            result["variants"] = [[name, self.type(item)] for name, item in mapping.items()]
        return result

    def plain_type(self, type_):
        from sqlalchemy.types import TypeDecorator

        cls = type(type_)
        classes = [one for one in cls.__mro__ if not ours(one)]
        home = next(one for one in cls.__mro__ if ours(one) and public(one))
        result = {}
        if ours(cls):
            # Drivers have types of their own, which derive from the known ones.
            return self.known_type(type_, home)
        if isinstance(type_, TypeDecorator):
            meant = type_.load_dialect_impl(self.dialect)
            while isinstance(meant, TypeDecorator) and not ours(type(meant)):
                meant = meant.load_dialect_impl(self.dialect)
            if isinstance(meant, type):
                meant = meant()
            result["decorates"] = self.type(meant)
        elif self.is_spelled(cls, home):
            result["spelling"] = type_.compile(dialect=self.dialect)
        else:
            result.update(self.known_type(type_, home))
        try:
            shown = repr(type_)
        except Exception:
            shown = "%s()" % cls.__name__
        result["user"] = {
            "module": cls.__module__,
            "name": cls.__name__,
            "repr": shown,
            "classes": [
                "%s.%s" % (one.__module__, one.__qualname__) for one in classes if one is not object
            ],
        }
        return result

    @staticmethod
    def is_spelled(cls, home):
        """Whether the project says itself how the type is written."""
        if home.__name__ in ("UserDefinedType", "TypeEngine", "NullType"):
            return True
        for one in cls.__mro__:
            if one is home:
                return False
            if "get_col_spec" in vars(one) or "_compiler_dispatcher" in vars(one):
                return True
        return False

    def known_type(self, type_, home):
        from sqlalchemy.types import Enum

        arguments = {}
        for cls in home.__mro__:
            init = vars(cls).get("__init__")
            if not isinstance(init, types.FunctionType):
                continue
            for parameter in inspect.signature(init).parameters.values():
                name = parameter.name
                if parameter.kind in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD):
                    continue
                if name == "self" or name in arguments or not hasattr(type_, name):
                    continue
                value = getattr(type_, name)
                if name in ("name", "schema"):
                    arguments[name] = {"name": self.name(value)}
                elif value is not parameter.default:
                    told = self.value(value)
                    if told is not None or value is None:
                        arguments[name] = told
        result = {"module": home.__module__, "name": home.__name__}
        if isinstance(type_, Enum):
            arguments["enums"] = [str(label) for label in type_.enums]
            for name in ("native_enum", "create_constraint", "inherit_schema", "create_type"):
                if hasattr(type_, name):
                    arguments[name] = getattr(type_, name)
            if arguments.get("inherit_schema"):
                del arguments["schema"]
            longest = max([len(str(label)) for label in type_.enums] or [0])
            if isinstance(type_.length, int) and type_.length != longest:
                arguments["length"] = type_.length
        for name in ("metadata", "impl", "comparator", "pickler"):
            arguments.pop(name, None)
        if getattr(type_, "metadata", None) is not None:
            result["metadata"] = self.place(type_.metadata)
        result["arguments"] = arguments
        return result

    # Tables

    def metadata(self, metadata):
        convention = {}
        for key, template in metadata.naming_convention.items():
            key = CONVENTIONS.get(getattr(key, "__name__", None), key)
            if isinstance(key, str) and isinstance(template, str):
                convention[key] = template
        return {
            "schema": self.name(metadata.schema),
            "naming_convention": convention,
            "info": self.info(metadata),
            "tables": [self.table(table) for table in metadata.tables.values()],
            "sequences": [self.sequence(one) for one in metadata._sequences.values()],
        }

    def table(self, table):
        return {
            "name": self.name(table.name),
            "schema": self.name(table.schema),
            "comment": table.comment,
            "info": self.info(table),
            "prefixes": [self.value(prefix) for prefix in table._prefixes],
            "options": self.options(table),
            "columns": [self.column(column) for column in table.columns],
            "constraints": [
                self.constraint(one, table)
                for one in sorted(table.constraints, key=lambda one: one._creation_order)
            ],
            "indexes": [self.index(index) for index in in_order(table.indexes)],
        }

    def column(self, column):
        from sqlalchemy.schema import Sequence

        default = column.default
        return {
            "name": self.name(column.name),
            "key": column.key,
            "type": self.type(column.type),
            "nullable": column.nullable,
            "nullable_given": isinstance(getattr(column, "_user_defined_nullable", None), bool),
            "primary_key": column.primary_key,
            "autoincrement": column.autoincrement,
            "sequence": self.sequence(default) if isinstance(default, Sequence) else None,
            "client_default": default is not None and not isinstance(default, Sequence),
            "server_default": self.server_default(column),
            "index": column.index,
            "unique": column.unique,
            "system": column.system,
            "comment": column.comment,
            "info": self.info(column),
            "options": self.options(column),
            "constraints": [
                self.constraint(one, column.table)
                for one in sorted(column.constraints, key=lambda one: one._creation_order)
            ],
        }

    def server_default(self, column):
        from sqlalchemy import schema

        default = column.server_default
        if default is None:
            return None
        if isinstance(default, schema.Computed):
            return {"computed": self.sql(default.sqltext), "persisted": default.persisted}
        if isinstance(default, schema.Identity):
            return {
                "identity": self.numbers(default),
                "always": default.always,
                "on_null": default.on_null,
            }
        if not isinstance(default, schema.DefaultClause):
            return {"fetched": True}
        if isinstance(default.arg, str):
            return {"literal": default.arg}
        sequence = getattr(default.arg, "sequence", None)
        if isinstance(sequence, schema.Sequence):
            return {"next_value": self.sequence(sequence)}
        return self.clause(default.arg)

    @staticmethod
    def numbers(item):
        """What Sequence and Identity have in common."""
        names = "start increment minvalue maxvalue nominvalue nomaxvalue cycle cache order"
        found = {name: getattr(item, name, None) for name in names.split()}
        return {name: value for name, value in found.items() if value is not None}

    def sequence(self, sequence):
        data_type = getattr(sequence, "data_type", None)
        return {
            "name": self.name(sequence.name),
            "schema": self.name(sequence.schema),
            "optional": sequence.optional,
            "data_type": None if data_type is None else self.type(data_type),
            "numbers": self.numbers(sequence),
        }

    def constraint(self, constraint, table):
        kind = constraint.__visit_name__
        told = {
            "kind": kind,
            "order": constraint._creation_order,
            "name": self.name(constraint.name),
            "no_name": constraint.name is not None and not isinstance(constraint.name, str),
            "deferrable": constraint.deferrable,
            "initially": constraint.initially,
            "comment": getattr(constraint, "comment", None),
            "info": self.info(constraint),
            "options": self.options(constraint),
            "dialects": dialects(constraint),
        }
        if getattr(constraint, "_type_bound", False):
            bound = [column.key for column in table.columns if belongs(constraint, column)]
            return {"kind": "type", "order": told["order"], "columns": bound}
        if kind == "primary_key_constraint":
            told["implicit"] = getattr(constraint, "_implicit_generated", False)
        if hasattr(constraint, "columns"):
            told["columns"] = [column.key for column in constraint.columns]
        if kind == "foreign_key_constraint":
            told["columns"] = [element.parent.key for element in constraint.elements]
            told["referred"] = [self.referred(element) for element in constraint.elements]
            for name in ("onupdate", "ondelete", "match", "use_alter", "link_to_name"):
                told[name] = getattr(constraint, name)
        elif kind.endswith("check_constraint"):
            told["sqltext"] = self.sql(constraint.sqltext)
        elif kind == "exclude_constraint":
            told["using"] = constraint.using
            told["where"] = None if constraint.where is None else self.sql(constraint.where)
            told["ops"] = self.value(constraint.ops)
            told["elements"] = [
                [self.element(expression, name), operator]
                for expression, name, operator in constraint._render_exprs
            ]
        return told

    def referred(self, element):
        """The column that a foreign key points at: its collection, table and
        key, or text where no such column is known."""
        from sqlalchemy import exc

        try:
            column = element.column
        except exc.SQLAlchemyError:
            return element._get_colspec()
        number = self.place(column.table.metadata)
        if number is None:
            return element._get_colspec()
        return [number, column.table.key, column.key]

    def element(self, expression, name=None):
        from sqlalchemy.schema import Column

        if isinstance(expression, Column):
            return {"column": expression.key}
        if isinstance(expression, str):
            return {"column": expression}
        if self.dialect.name == "postgresql" and hasattr(expression, "self_group"):
            # PostgreSQL wants brackets around what is no column or call.
            from sqlalchemy.sql.elements import ColumnClause

            if not isinstance(expression, ColumnClause):
                expression = expression.self_group()
        return self.clause(expression)

    def index(self, index):
        return {
            "name": self.name(index.name),
            "expressions": [self.element(one) for one in index.expressions],
            "unique": bool(index.unique),
            "column_flag": getattr(index, "_column_flag", False),
            "info": self.info(index),
            "options": self.options(index),
            "dialects": dialects(index),
        }


CONVENTIONS = {
    "PrimaryKeyConstraint": "pk",
    "ForeignKeyConstraint": "fk",
    "UniqueConstraint": "uq",
    "CheckConstraint": "ck",
    "Index": "ix",
}


def ours(cls):
    return cls.__module__.split(".")[0] == "sqlalchemy"


def public(cls):
    """Whether a class of SQLAlchemy's has its name where users find it."""
    from sqlalchemy.sql import sqltypes, type_api

    parts = cls.__module__.split(".")
    homes = [sqltypes, type_api]
    if parts[1] == "dialects":
        homes = [sys.modules[".".join(parts[:3])]]
    return any(getattr(home, cls.__name__, None) is cls for home in homes)


def in_order(indexes):
    """Indexes by their names: a set has no order that stays."""
    return sorted(indexes, key=lambda index: str(index.name or ""))


def dialects(item):
    """The dialects that `ddl_if()` names."""
    condition = getattr(item, "_ddl_if", None)
    names = getattr(condition, "dialect", None)
    if names is None:
        return None
    return [names] if isinstance(names, str) else list(names)


def belongs(constraint, column):
    columns = list(getattr(constraint, "columns", ()))
    return any(column is one for one in columns)


def read(request):
    try:
        import sqlalchemy
    except ImportError as error:
        return {"failure": "sqlalchemy", "text": str(error)}
    version = sqlalchemy.__version__
    answer = {"version": VERSION, "python": sys.version.split()[0], "sqlalchemy": version}
    if tuple(int(part) for part in version.split(".")[:2]) < (1, 4):
        return dict(answer, failure="old", text=version)
    targets, failure = run(request)
    if failure is not None and not targets:
        return dict(answer, failure="raised", text=failure)
    for several in targets:
        for metadata in several:
            if not isinstance(metadata, sqlalchemy.MetaData):
                return dict(answer, failure="target", text=repr(metadata))
    try:
        reader = Reader(request["dialect"], targets)
        answer["metadata"] = [reader.metadata(one) for one in reader.collections]
        answer["targets"] = reader.targets
    except Exception:
        return dict(answer, failure="raised", text=traceback.format_exc())
    return answer


def main():
    request = json.loads(sys.stdin.buffer.read().decode("utf-8"))
    # What env.py prints is not the answer.
    output = os.dup(1)
    os.dup2(2, 1)
    if sys.path and sys.path[0] == "":
        del sys.path[0]
    sys.path[:0] = request["path"]
    sys.argv[:] = request.get("arguments") or ["alembic"]
    answer = json.dumps(read(request))
    with os.fdopen(output, "w", encoding="utf-8") as stream:
        stream.write(answer)


main()
