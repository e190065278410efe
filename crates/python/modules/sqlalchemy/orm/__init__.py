"""The ORM's names. Classes become tables; sessions read and write their
objects."""

_FROM = {
    "annotations": """
        DynamicMapped Mapped ORMDescriptor SQLORMExpression Unmapped
        WriteOnlyMapped
    """,
    "decl_api": """
        DeclarativeBase DeclarativeBaseNoMeta DeclarativeMeta MappedAsDataclass
        add_mapped_attribute as_declarative declarative_base declarative_mixin
        declared_attr has_inherited_table mapped_as_dataclass registry
        synonym_for unmapped_dataclass
    """,
    "properties": """
        ColumnProperty Composite CompositeProperty InstrumentedAttribute
        MappedColumn MappedSQLExpression MapperProperty QueryableAttribute
        Relationship RelationshipProperty Synonym SynonymProperty backref
        column_property composite deferred dynamic_loader foreign mapped_column
        orm_insert_sentinel query_expression relationship remote synonym
        unmapped_column
    """,
    "mapper": """
        Mapper class_mapper clear_mappers configure_mappers object_mapper
        reconstructor validates
    """,
    "session": """
        ORMExecuteState Session SessionTransaction close_all_sessions
        make_transient make_transient_to_detached object_session
        scoped_session sessionmaker
    """,
    "options": """
        Load contains_eager defaultload defer immediateload joinedload lazyload
        load_only noload raiseload selectin_polymorphic selectinload
        subqueryload undefer undefer_group with_expression
        with_loader_criteria
    """,
    "query": """
        AliasOption Query QueryContext UserDefinedOption contains_alias
        polymorphic_union with_parent with_polymorphic
    """,
    "aliases": "aliased",
    "bundle": "Bundle",
    "util": "join outerjoin",
    "mapped_collection": """
        KeyFuncDict MappedCollection attribute_keyed_dict
        attribute_mapped_collection column_keyed_dict column_mapped_collection
        keyfunc_mapping mapped_collection
    """,
    "interfaces": """
        MANYTOMANY MANYTOONE ONETOMANY InspectionAttr PropComparator
        RelationshipDirection
    """,
}
_HOME = {name: home for home, names in _FROM.items() for name in names.split()}
__all__ = sorted(_HOME)
_MODULES = (
    "attributes base collections decl_api decl_base dynamic events exc interfaces "
    "mapped_collection mapper properties query relationships scoping session "
    "strategies strategy_options state util"
).split()


def __getattr__(name):
    import importlib

    if name in _HOME:
        value = getattr(importlib.import_module("sqlalchemy.orm." + _HOME[name]), name)
        globals()[name] = value
        return value
    if name in _MODULES:
        return importlib.import_module("sqlalchemy.orm." + name)
    raise AttributeError("module 'sqlalchemy.orm' has no attribute %r" % name)


def __dir__():
    return sorted(set(globals()) | set(_HOME) | set(_MODULES))
