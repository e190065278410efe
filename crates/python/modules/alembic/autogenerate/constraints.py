"""Constraints as the Python that makes them, inside of `create_table()` and as
operations of their own."""

from sqlalchemy import schema as sa_schema
from sqlalchemy.dialects.postgresql import ExcludeConstraint
from sqlalchemy.sql.elements import ColumnClause, TextClause
from sqlalchemy.sql.functions import FunctionElement

from ..util import sqla_compat
from ..util.langhelpers import Dispatcher
from ..util.messaging import warn
from .items import (
    _alembic_autogenerate_prefix,
    _ident,
    _joined,
    _postgresql_autogenerate_prefix,
    _render_dialect_kwargs_items,
    _render_gen_name,
    _render_potential_expr,
    _sqlalchemy_autogenerate_prefix,
    _user_defined_render,
)

_constraint_renderers = Dispatcher()


def _render_constraint(constraint, autogen_context, namespace_metadata):
    try:
        renderer = _constraint_renderers.dispatch(constraint)
    except ValueError:
        warn("No renderer is established for object %r" % constraint)
        return "[Unknown Python object %r]" % constraint
    return renderer(constraint, autogen_context, namespace_metadata)


def _name_argument(constraint, autogen_context):
    if not constraint.name:
        return []
    return [f"name={_render_gen_name(autogen_context, constraint.name)!r}"]


@_constraint_renderers.dispatch_for(sa_schema.PrimaryKeyConstraint)
def _render_primary_key(constraint, autogen_context, namespace_metadata):
    rendered = _user_defined_render("primary_key", constraint, autogen_context)
    if rendered is not False:
        return rendered
    if not list(constraint.columns):
        return None
    arguments = [repr(column.name) for column in constraint.columns]
    arguments += _name_argument(constraint, autogen_context)
    prefix = _sqlalchemy_autogenerate_prefix(autogen_context)
    return f"{prefix}PrimaryKeyConstraint({', '.join(arguments)})"


def _fk_colspec(fk, metadata_schema, namespace_metadata):
    """What a foreign key points at, by the names in the database. The table
    need not be known."""
    schema, table_name, column_name = sqla_compat._fk_target_tokens(fk)
    if schema is None:
        schema = metadata_schema
    table_key = sqla_compat._get_table_key(table_name, schema)
    attached = fk.parent is not None and fk.parent.table is not None
    if column_name is not None and not fk.link_to_name and attached:
        tables = {} if namespace_metadata is None else namespace_metadata.tables
        if table_key in tables:
            column = tables[table_key].c.get(column_name)
            if column is not None:
                column_name = _ident(column.name)
    return f"{table_key}.{column_name}"


def _populate_render_fk_opts(constraint, opts):
    for name in ("onupdate", "ondelete", "initially", "deferrable", "use_alter", "match"):
        value = getattr(constraint, name)
        if value:
            opts.append((name, repr(value)))


@_constraint_renderers.dispatch_for(sa_schema.ForeignKeyConstraint)
def _render_foreign_key(constraint, autogen_context, namespace_metadata):
    rendered = _user_defined_render("foreign_key", constraint, autogen_context)
    if rendered is not False:
        return rendered
    options = []
    _populate_render_fk_opts(constraint, options)
    arguments = _name_argument(constraint, autogen_context)
    arguments += [f"{name}={value}" for name, value in options]
    arguments += _render_dialect_kwargs_items(autogen_context, constraint.dialect_kwargs)
    schema = None if namespace_metadata is None else namespace_metadata.schema
    targets = [_fk_colspec(key, schema, namespace_metadata) for key in constraint.elements]
    return "%sForeignKeyConstraint([%s], [%s], %s)" % (
        _sqlalchemy_autogenerate_prefix(autogen_context),
        ", ".join(repr(_ident(key.parent.name)) for key in constraint.elements),
        ", ".join(map(repr, targets)),
        ", ".join(arguments),
    )


@_constraint_renderers.dispatch_for(sa_schema.UniqueConstraint)
def _render_unique_constraint(constraint, autogen_context, namespace_metadata):
    rendered = _user_defined_render("unique", constraint, autogen_context)
    if rendered is not False:
        return rendered
    return _uq_constraint(constraint, autogen_context, False)


def _uq_constraint(constraint, autogen_context, alter):
    options = []
    if constraint.deferrable:
        options.append(f"deferrable={constraint.deferrable!r}")
    if constraint.initially:
        options.append(f"initially={constraint.initially!r}")
    in_batch = autogen_context._has_batch
    if alter and not in_batch and constraint.table.schema:
        options.append(f"schema={_ident(constraint.table.schema)!r}")
    columns = [_ident(column.name) for column in constraint.columns]
    if alter:
        arguments = [repr(_render_gen_name(autogen_context, constraint.name))]
        if not in_batch:
            arguments.append(repr(_ident(constraint.table.name)))
        arguments.append(repr(columns))
        call = _alembic_autogenerate_prefix(autogen_context) + "create_unique_constraint"
    else:
        arguments = [repr(column) for column in columns]
        options += _name_argument(constraint, autogen_context)
        call = _sqlalchemy_autogenerate_prefix(autogen_context) + "UniqueConstraint"
    arguments += options
    arguments += _render_dialect_kwargs_items(autogen_context, constraint.dialect_kwargs)
    return f"{call}({', '.join(arguments)})"


@_constraint_renderers.dispatch_for(sa_schema.CheckConstraint)
def _render_check_constraint(constraint, autogen_context, namespace_metadata):
    rendered = _user_defined_render("check", constraint, autogen_context)
    if rendered is not False:
        return rendered
    # That of a Boolean or an Enum comes with the rendered type.
    if sqla_compat._is_type_bound(constraint):
        return None
    arguments = _name_argument(constraint, autogen_context)
    arguments += _render_dialect_kwargs_items(autogen_context, constraint.dialect_kwargs)
    return "%sCheckConstraint(%s%s)" % (
        _sqlalchemy_autogenerate_prefix(autogen_context),
        _render_potential_expr(constraint.sqltext, autogen_context, wrap_in_element=False),
        _joined(arguments),
    )


@_constraint_renderers.dispatch_for(ExcludeConstraint)
def _render_inline_exclude_constraint(constraint, autogen_context, namespace_metadata):
    rendered = _user_defined_render("exclude", constraint, autogen_context)
    if rendered is not False:
        return rendered
    return _exclude_constraint(constraint, autogen_context, False)


def _exclude_constraint(constraint, autogen_context, alter):
    in_batch = autogen_context._has_batch
    arguments = []
    if alter:
        arguments.append(repr(_render_gen_name(autogen_context, constraint.name)))
        if not in_batch:
            arguments.append(repr(_ident(constraint.table.name)))
    for expression, _, operator in constraint._render_exprs:
        arguments.append(f"({_render_potential_column(expression, autogen_context)}, {operator!r})")
    if constraint.where is not None:
        arguments.append(f"where={_render_potential_expr(constraint.where, autogen_context)}")
    for name in ("deferrable", "initially", "using"):
        value = getattr(constraint, name)
        if value:
            arguments.append(f"{name}={str(value)!r}")
    if alter:
        if not in_batch and constraint.table.schema:
            arguments.append(f"schema={_ident(constraint.table.schema)!r}")
        call = _alembic_autogenerate_prefix(autogen_context) + "create_exclude_constraint"
    else:
        arguments += _name_argument(constraint, autogen_context)
        call = _postgresql_autogenerate_prefix(autogen_context) + "ExcludeConstraint"
    return f"{call}({', '.join(arguments)})"


def _render_potential_column(value, autogen_context):
    """An element of an EXCLUDE: a column by its name, anything else as SQL."""
    if isinstance(value, ColumnClause):
        element = "literal_column" if value.is_literal else "column"
        prefix = _sqlalchemy_autogenerate_prefix(autogen_context)
        return f"{prefix}{element}({str(value.name)!r})"
    wrap = isinstance(value, (TextClause, FunctionElement))
    return _render_potential_expr(value, autogen_context, wrap_in_element=wrap)
