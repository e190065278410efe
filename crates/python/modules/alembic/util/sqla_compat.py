"""What Alembic's own modules and third-party extensions take from its module
of this name."""

from contextlib import contextmanager

sqla_2_1 = True
sqla_2_0_25 = True
sqlalchemy_version = "2.1.9"
identity_has_dialect_kwargs = True
AUTOINCREMENT_DEFAULT = "auto"


def __getattr__(name):
    # Imported late: many scripts run without needing any of it.
    if name in ("_NoneName", "_NONE_NAME"):
        from sqlalchemy.sql import naming

        return getattr(naming, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def _literal_bindparam(key, value, type_=None):
    """A parameter that is always written into the statement."""
    from sqlalchemy import bindparam

    return bindparam(key, value, type_=type_, literal_execute=True)


# Names


def constraint_name_defined(name):
    from sqlalchemy.sql.naming import _NoneName

    return isinstance(name, (str, _NoneName))


def constraint_name_string(name):
    return isinstance(name, str)


def constraint_name_or_none(name):
    return name if isinstance(name, str) else None


def _constraint_is_named(constraint, dialect):
    return _get_constraint_final_name(constraint, dialect) is not None


def _get_constraint_final_name(constraint, dialect):
    """The name that a constraint or an index gets in the database."""
    if constraint.name is None:
        return None
    return dialect.identifier_preparer.format_constraint(constraint, _alembic_quote=False)


def _get_table_key(name, schema):
    return name if schema is None else f"{schema}.{name}"


# Connections


def _get_connection_in_transaction(connection):
    in_transaction = getattr(connection, "in_transaction", None)
    return in_transaction() if in_transaction is not None else False


def _safe_begin_connection_transaction(connection):
    return connection.get_transaction() or connection.begin()


def _safe_commit_connection_transaction(connection):
    transaction = connection.get_transaction()
    if transaction:
        transaction.commit()


def _safe_rollback_connection_transaction(connection):
    transaction = connection.get_transaction()
    if transaction:
        transaction.rollback()


@contextmanager
def _ensure_scope_for_ddl(connection):
    """A transaction around the DDL, where there is a connection that is in
    none."""
    in_transaction = getattr(connection, "in_transaction", None)
    if in_transaction is None or in_transaction():
        yield
    else:
        with connection.begin():
            yield


def _connectable_has_table(connectable, tablename, schemaname):
    return connectable.dialect.has_table(connectable, tablename, schemaname)


def _exec_on_inspector(inspector, statement, **params):
    with inspector._operation_context() as connection:
        return connection.execute(statement, params)


# Columns, defaults and types


def _copy(schema_item, **kw):
    return schema_item._copy(**kw)


def _nullability_might_be_unset(metadata_column):
    from sqlalchemy.sql.schema import NULL_UNSPECIFIED

    return metadata_column._user_defined_nullable is NULL_UNSPECIFIED


def _server_default_is_computed(*server_default):
    from sqlalchemy.schema import Computed

    return any(isinstance(default, Computed) for default in server_default)


def _server_default_is_identity(*server_default):
    from sqlalchemy.schema import Identity

    return any(isinstance(default, Identity) for default in server_default)


def _get_identity_options_dict(identity, dialect_kwargs=False):
    if identity is None:
        return {}
    options = identity._as_dict()
    if dialect_kwargs:
        options.update(identity.dialect_kwargs)
    return options


def _type_has_variants(type_):
    return bool(type_._variant_mapping)


def _get_variant_mapping(type_):
    return type_, type_._variant_mapping


def _resolve_for_variant(type_, dialect):
    return type_._variant_mapping.get(dialect.name, type_)


def _inherit_schema_deprecated():
    return True


# Constraints and indexes


def _table_for_constraint(constraint):
    parent = constraint.parent
    return getattr(parent, "table", parent)


def _columns_for_constraint(constraint):
    from sqlalchemy.schema import CheckConstraint, ForeignKeyConstraint

    if isinstance(constraint, ForeignKeyConstraint):
        return [key.parent for key in constraint.elements]
    if isinstance(constraint, CheckConstraint):
        return _find_columns(constraint.sqltext)
    return list(constraint.columns)


def _find_columns(clause):
    """The columns of tables that an expression speaks of."""
    from sqlalchemy.sql.items import columns_in

    return set(columns_in(clause))


def all_table_check_constraints(table):
    """Those of the table, of its columns and of their types."""
    from sqlalchemy.schema import CheckConstraint

    found = list(table.constraints)
    for column in table.columns:
        found += column.constraints
    return {constraint for constraint in found if isinstance(constraint, CheckConstraint)}


def _is_type_bound(constraint):
    """Whether a Boolean or an Enum brought it along."""
    return constraint._type_bound


def _conv_constraint_names(table):
    """Makes all names final, as those that come from a database are."""
    from sqlalchemy.sql.naming import conv

    for item in (*table.constraints, *table.indexes):
        if isinstance(item.name, str) and not isinstance(item.name, conv):
            item.name = conv(item.name)


def _fk_target_tokens(fk):
    return fk.target_tokens


def _fk_target_table_key(fk):
    return fk.target_table_key


def _fk_target_is_named(fk):
    return fk.target_column is None


def _fk_is_self_referential(constraint):
    return constraint.elements[0].target_table_key == constraint.parent.key


def _fk_spec(constraint):
    """All that tells one foreign key from another, but for the name."""
    source = constraint.parent
    target = constraint.elements[0].column.table
    return (
        source.schema,
        source.name,
        [constraint.columns[key].name for key in constraint.column_keys],
        target.schema,
        target.name,
        [element.column.name for element in constraint.elements],
        constraint.onupdate,
        constraint.ondelete,
        constraint.deferrable,
        constraint.initially,
    )


def _idx_table_bound_expressions(idx):
    return idx.expressions


def is_expression_index(index):
    return any(is_expression(expression) for expression in index.expressions)


def is_expression(expr):
    """Whether it is more than a column, sorted or not."""
    from sqlalchemy.sql.elements import ColumnClause, UnaryExpression

    while isinstance(expr, UnaryExpression):
        expr = expr.element
    return not isinstance(expr, ColumnClause) or expr.is_literal


def _textual_index_column(table, text_):
    """What stands in an index for a name, a text or an expression."""
    from sqlalchemy.schema import Column
    from sqlalchemy.sql.elements import ClauseElement
    from sqlalchemy.types import NULLTYPE

    if isinstance(text_, str):
        if text_ not in table.c:
            table.append_column(Column(text_, NULLTYPE))
        return table.c[text_]
    if isinstance(text_, Column) and text_.table is not None and text_.table is not table:
        if text_.name not in table.c:
            table.append_column(_copy(text_))
        return table.c[text_.name]
    if isinstance(text_, ClauseElement):
        return text_
    raise ValueError("String or text() construct expected")


def _remove_column_from_collection(collection, column):
    collection.remove(collection[column.key])
