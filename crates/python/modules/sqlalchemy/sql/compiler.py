"""SQL as text. Rust writes it; this asks for it."""


def _name_of(dialect, bind=None):
    if dialect is None and bind is not None:
        dialect = getattr(bind, "dialect", None)
    if dialect is None:
        # What a dialect of no database would write is closest to SQLite's.
        return "sqlite"
    return dialect.name


def compile_type(type_, dialect=None):
    from _limbeck_compile import spell_type

    return spell_type(type_, _name_of(dialect))


def compile_clause(clause, bind=None, dialect=None, compile_kwargs=None, **kw):
    from _limbeck_compile import spell_statement

    inline = bool((compile_kwargs or {}).get("literal_binds")) or hasattr(clause, "_is_ddl")
    name = _name_of(dialect, bind)
    return Compiled(spell_statement(clause, name, inline), clause, dialect)


class Compiled:
    """A statement's SQL."""

    def __init__(self, string, statement, dialect):
        self.string = string
        self.statement = statement
        self.dialect = dialect

    @property
    def params(self):
        return dict(getattr(self.statement, "_given", {}))

    def __str__(self):
        return self.string


SQLCompiler = DDLCompiler = Compiled


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
        # Parameters of a part would have nobody to carry them.
        whole = {"literal_binds": True}
        return str(compile_clause(element, dialect=self.dialect, compile_kwargs=whole))

    def __getattr__(self, name):
        if not name.startswith("visit_"):
            raise AttributeError(name)
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
