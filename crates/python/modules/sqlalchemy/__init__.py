"""The names that `import sqlalchemy as sa` gives. Each is loaded when it is
first used, so that a script pays for nothing that it does not touch."""

__version__ = "2.1.9"

# Where each name is from.
_FROM = {
    "sql.sqltypes": """
        ARRAY BIGINT BigInteger BINARY BLOB BOOLEAN Boolean CHAR CLOB DATE Date
        DATETIME DateTime DECIMAL DOUBLE Double DOUBLE_PRECISION Enum FLOAT
        Float INT INTEGER Integer Interval JSON LargeBinary NCHAR NUMERIC
        Numeric NumericCommon NVARCHAR PickleType REAL SMALLINT SmallInteger
        String TEXT Text TIME Time TIMESTAMP TupleType TypeDecorator Unicode
        UnicodeText UUID Uuid VARBINARY VARCHAR
    """,
    "sql.schema": """
        BLANK_SCHEMA CheckConstraint Column ColumnDefault Computed Constraint
        DefaultClause FetchedValue ForeignKey ForeignKeyConstraint
        ForeignKeyTarget Identity Index insert_sentinel MetaData
        PrimaryKeyConstraint Sequence Table UniqueConstraint
    """,
    "sql.ddl": """
        BaseDDLElement CreateTable DDL DDLElement DropTable
        ExecutableDDLElement
    """,
    "sql.naming": "quoted_name",
    "sql.expression": """
        Alias alias AliasedReturnsRows all_ and_ any_ asc between
        BinaryExpression bindparam BindParameter bitwise_not BooleanClauseList
        Case case Cast cast ClauseElement ClauseList collate
        CollectionAggregate column ColumnClause ColumnElement ColumnOperators
        ColumnExpressionArgument CompoundSelect CTE cte custom_op Delete delete
        desc distinct except_ except_all Executable Exists exists Extract
        extract false False_ FromClause FromGrouping func funcfilter Function
        FunctionElement FunctionFilter GenerativeSelect Grouping HasCTE
        HasPrefixes HasSuffixes Insert insert intersect intersect_all Join join
        Label label LABEL_STYLE_DEFAULT LABEL_STYLE_DISAMBIGUATE_ONLY
        LABEL_STYLE_NONE LABEL_STYLE_TABLENAME_PLUS_COL Lateral lateral literal
        literal_column modifier not_ Null null nulls_first nulls_last
        nullsfirst nullslast Operators or_ outerjoin outparam Over over
        ReturnsRows ScalarSelect Select select Selectable SelectBase
        SelectLabelStyle Subquery table TableClause TableValuedAlias text
        TextAsFrom TextClause TextualSelect true True_ try_cast TryCast Tuple
        tuple_ type_coerce TypeCoerce UnaryExpression union union_all Update
        update UpdateBase Values values ValuesBase within_group WithinGroup
        SQLColumnExpression aggregate_order_by AggregateOrderBy
    """,
    "sql.base": "ColumnCollection",
    "engine": """
        AdaptedConnection BaseRow BindTyping ChunkedIteratorResult Compiled
        Connection create_engine create_mock_engine create_pool_from_url
        CreateEnginePlugin CursorResult Dialect Engine engine_from_config
        ExceptionContext ExecutionContext FrozenResult Inspector IteratorResult
        make_url MappingResult MergedResult NestedTransaction Result
        result_tuple ResultProxy RootTransaction Row RowMapping ScalarResult
        Transaction TwoPhaseTransaction TypeCompiler URL
    """,
    "inspection": "inspect",
    "pool": """
        AssertionPool AsyncAdaptedQueuePool NullPool Pool PoolProxiedConnection
        PoolResetState QueuePool SingletonThreadPool StaticPool
    """,
}
_HOME = {name: home for home, names in _FROM.items() for name in names.split()}
# The older name of LargeBinary that some scripts still use.
_RENAMED = {"Binary": ("sql.sqltypes", "LargeBinary")}
_MODULES = """
    dialects engine event events exc ext inspection orm pool schema sql types
    util
""".split()
# Names that SQLAlchemy has and this does not.
_LACKING = (
    "CacheKey FrameClause FrameClauseType LambdaElement Named NotNullable Nullable "
    "ReleaseSavepointClause RollbackToSavepointClause SavepointClause CheckFirst "
    "CreateTableAs CreateView DropView StatementLambdaElement TableSample TString "
    "TypedColumns TypeClause Visitable from_dml_column lambda_stmt tablesample tstring"
).split()
# What `from sqlalchemy import *` gives.
__all__ = sorted(_HOME) + ["engine", "event", "exc", "pool", "schema", "sql", "types"]


def __getattr__(name):
    if name in _MODULES:
        return _module(name)
    home, real = _RENAMED.get(name) or (_HOME.get(name), name)
    if home is not None:
        value = globals()[name] = getattr(_module(home), real)
        return value
    if name in _LACKING:
        raise AttributeError(
            "sqlalchemy.%s is not part of what limbeck runs; rewrite the script "
            "without it, or ask for it where limbeck is developed" % name
        )
    raise AttributeError("module 'sqlalchemy' has no attribute %r" % name)


def _module(name):
    name = "sqlalchemy." + name
    __import__(name)
    import sys

    return sys.modules[name]


def __dir__():
    return sorted(set(globals()) | set(_HOME) | set(_MODULES))
