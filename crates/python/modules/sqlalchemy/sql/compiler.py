"""SQL as text. Rust writes it; this asks for it."""

from .. import exc


def _name_of(dialect, bind=None):
    if dialect is None and bind is not None:
        dialect = getattr(bind, "dialect", None)
    if dialect is None:
        # What a dialect of no database would write is closest to SQLite's.
        return "sqlite"
    return dialect.name


def compile_type(type_, dialect=None):
    from _limbeck_compile import spell_type

    try:
        return spell_type(type_, _name_of(dialect))
    except exc.UnsupportedCompilationError:
        if dialect is not None:
            raise
        # A dialect's own type is only named.
        return type_.__visit_name__


def compile_clause(clause, bind=None, dialect=None, compile_kwargs=None, **kw):
    from _limbeck_compile import show_statement, spell_statement

    options = compile_kwargs or {}
    name = _name_of(dialect, bind)
    if dialect is None:
        dialect = getattr(bind, "dialect", None)
    if options.get("literal_binds") or hasattr(clause, "_is_ddl"):
        return Compiled(spell_statement(clause, name, True), clause, dialect)
    form = placeholder_form(dialect, bool(options.get("render_postcompile")))
    text, parameters = show_statement(_with_all_columns(clause), name, form)
    return Compiled(text, clause, dialect, parameters)


def placeholder_form(dialect, expanded):
    """How a dialect's driver writes parameters, in words."""
    words = [dialect.paramstyle if dialect is not None else "named"]
    if getattr(dialect, "_casts", False):
        words.append("casts")
    if expanded:
        words.append("expanded")
    return " ".join(words)


def _with_all_columns(clause):
    """An INSERT or UPDATE without values is one of all columns."""
    if getattr(clause, "is_insert", False):
        empty = clause._values is None and not clause._multi_values and clause.select is None
    else:
        empty = getattr(clause, "is_update", False) and clause._values is None
    if not empty or not len(clause.table.columns):
        return clause
    from .elements import bindparam

    return clause.values(
        {column.key: bindparam(column.key, type_=column.type) for column in clause.table.columns}
    )


class Compiled:
    """A statement's SQL."""

    def __init__(self, string, statement, dialect, parameters=()):
        self.string = string
        self.statement = statement
        self.dialect = dialect
        self._parameters = parameters

    @property
    def params(self):
        return self.construct_params()

    @property
    def positiontup(self):
        if self.dialect is None or self.dialect.paramstyle in ("named", "pyformat"):
            return None
        return [name for name, _ in self._parameters]

    def construct_params(self, params=None, **kw):
        return {**dict(self._parameters), **(params or {})}

    def __str__(self):
        return self.string


SQLCompiler = DDLCompiler = Compiled


class _Unchanged(str):
    """Stands for the SQL that limbeck writes for a constraint itself."""


def adjust_constraint(constraint, dialect):
    """Calls the project's function for a constraint, if there is one. It may
    change the constraint; SQL of its own has no place in a CREATE TABLE of
    limbeck's."""
    from ..ext import compiler

    function = compiler.function_for(type(constraint), dialect.name)
    if function is None:
        return
    if type(function(constraint, Compiler(dialect))) is not _Unchanged:
        raise NotImplementedError(
            "limbeck writes the SQL of %s itself; the function registered for it may change the "
            "constraint, but not its text" % type(constraint).__name__
        )


class Compiler:
    """What a function of `@compiles` is handed."""

    def __init__(self, dialect):
        self.dialect = dialect

    @property
    def preparer(self):
        return IdentifierPreparer(self.dialect)

    identifier_preparer = preparer

    @property
    def sql_compiler(self):
        return self

    @property
    def type_compiler(self):
        return TypeCompiler(self.dialect)

    type_compiler_instance = type_compiler

    def process(self, element, **kw):
        if hasattr(element, "_sqla_type"):
            return compile_type(element, self.dialect)
        if isinstance(element, (list, tuple)):
            # The arguments of a function.
            return ", ".join(self.process(item, **kw) for item in element)
        # Parameters of a part would have nobody to carry them.
        whole = {"literal_binds": True}
        return str(compile_clause(element, dialect=self.dialect, compile_kwargs=whole))

    def __getattr__(self, name):
        if not name.startswith("visit_"):
            raise AttributeError(name)
        if name.endswith("_constraint"):
            return lambda element, **kw: _Unchanged()
        return lambda element, **kw: self._as_it_is(element)

    def _as_it_is(self, element):
        """The SQL without the project's own function."""
        from ..ext import compiler

        kept = compiler._functions
        compiler._functions = {
            class_: known for class_, known in kept.items() if not isinstance(element, class_)
        }
        try:
            return self.process(element)
        finally:
            compiler._functions = kept


class TypeCompiler:
    def __init__(self, dialect):
        self.dialect = dialect

    def process(self, type_, **kw):
        return compile_type(type_, self.dialect)


class IdentifierPreparer:
    """Quotes names."""

    def __init__(self, dialect):
        self.dialect = dialect

    def quote(self, name, force=None):
        from _limbeck_compile import quote

        return quote(str(name), self.dialect.name)

    quote_identifier = quote_schema = quote

    def format_table(self, table, use_schema=True, name=None):
        text = self.quote(table.name if name is None else name)
        if use_schema and table.schema:
            text = self.quote(table.schema) + "." + text
        return text

    def format_column(self, column, use_table=False, name=None, **kw):
        text = self.quote(column.name if name is None else name)
        return self.format_table(column.table) + "." + text if use_table else text

    def format_schema(self, name):
        return self.quote(name)
