"""Columns, types, defaults and constraints as the Python that makes them.

The names are those that projects import from `alembic.autogenerate.render`.
"""

import re

from sqlalchemy import schema as sa_schema
from sqlalchemy.sql.elements import ClauseElement, Label
from sqlalchemy.sql.naming import conv

from ..util import sqla_compat


def _sqlalchemy_autogenerate_prefix(autogen_context):
    return autogen_context.opts["sqlalchemy_module_prefix"] or ""


def _alembic_autogenerate_prefix(autogen_context):
    if autogen_context._has_batch:
        return "batch_op."
    return autogen_context.opts["alembic_module_prefix"] or ""


def _postgresql_autogenerate_prefix(autogen_context):
    _import(autogen_context, "from sqlalchemy.dialects import postgresql")
    return "postgresql."


def _import(autogen_context, statement):
    if autogen_context.imports is not None:
        autogen_context.imports.add(statement)


def _user_autogenerate_prefix(autogen_context, target):
    """What stands before a project's own type, whose module the script then
    has to import. Alembic leaves that to the template."""
    prefix = autogen_context.opts["user_module_prefix"]
    if prefix is not None:
        return prefix
    module = target.__module__
    if not _like_alembic(autogen_context) and _importable(module):
        _import(autogen_context, f"import {module}")
    return f"{module}."


def _like_alembic(autogen_context):
    """Whether the project wants all as Alembic does it (`autogenerate =
    alembic`), faults included."""
    migration = autogen_context.migration_context
    for options in (autogen_context.opts, migration.opts):
        if "autogenerate" in options:
            return options["autogenerate"] == "alembic"
    config = migration.config
    return config is not None and config.get_alembic_option("autogenerate") == "alembic"


def _importable(module):
    """Whether another script can import the module by that name."""
    return module not in ("__main__", "env_py", "builtins") and all(
        part.isidentifier() for part in module.split(".")
    )


def _user_defined_render(type_, object_, autogen_context):
    """The text that env.py's `render_item` gives; False for our own."""
    render = autogen_context.opts.get("render_item")
    return render(type_, object_, autogen_context) if render else False


class _f_name:
    """A name to which no naming convention applies any more: `op.f('…')`."""

    def __init__(self, prefix, name):
        self.prefix = prefix
        self.name = name

    def __repr__(self):
        return f"{self.prefix}f({_ident(self.name)!r})"


def _ident(name):
    """A name as a plain string, whatever class of string it is."""
    return str(name) if isinstance(name, str) else None


def _render_gen_name(autogen_context, name):
    if isinstance(name, conv):
        return _f_name(_alembic_autogenerate_prefix(autogen_context), name)
    return sqla_compat.constraint_name_or_none(name)


def _joined(arguments):
    return "".join(", " + argument for argument in arguments)


# Expressions


def _render_potential_expr(
    value, autogen_context, *, wrap_in_element=True, is_server_default=False, is_index=False
):
    if isinstance(value, (list, tuple)):
        items = [_render_potential_expr(item, autogen_context) for item in value]
        if isinstance(value, list):
            return "[%s]" % ", ".join(items)
        return "(%s%s)" % (", ".join(items), "," if len(items) == 1 else "")
    if isinstance(value, sa_schema.Column):
        return repr(_ident(value.name))
    if not isinstance(value, ClauseElement):
        return repr(value)
    sql = autogen_context.migration_context.impl.render_ddl_sql_expr(
        value, is_server_default=is_server_default, is_index=is_index
    )
    if _doubles_percents(autogen_context.dialect) and not _like_alembic(autogen_context):
        # Alembic leaves them doubled for the driver, and the script then
        # doubles them once more.
        sql = sql.replace("%%", "%")
    if not is_index and not _like_alembic(autogen_context):
        sql = _escaped(sql)
    if not wrap_in_element:
        return repr(sql)
    element = "literal_column" if is_index else "text"
    text = f"{_sqlalchemy_autogenerate_prefix(autogen_context)}{element}({sql!r})"
    if is_index and isinstance(value, Label) and type(value.name) is str:
        text += f".label({value.name!r})"
    return text


def _escaped(sql):
    """SQL that `sa.text()` takes as it is: a colon before a word is no
    parameter of it. Alembic leaves it one."""
    return re.sub(r"(?<![:\w\\]):(\w+)(?!:)", r"\\:\1", sql)


def _doubles_percents(dialect):
    """Whether the dialect's drivers want a `%` to be written as `%%`."""
    return dialect.name in ("postgresql", "mysql", "mariadb")


def _render_dialect_kwargs_items(autogen_context, dialect_kwargs):
    return [
        f"{key}={_render_potential_expr(value, autogen_context)}"
        for key, value in dialect_kwargs.items()
    ]


def _get_index_rendered_expressions(idx, autogen_context):
    return [
        _render_potential_expr(expression, autogen_context, is_index=True)
        for expression in idx.expressions
    ]


# Columns and their defaults


def _render_column(column, autogen_context):
    rendered = _user_defined_render("column", column, autogen_context)
    if rendered is not False:
        return rendered
    positional, keywords = [], []
    default = column.server_default
    if default:
        text = _render_server_default(default, autogen_context)
        if text and _should_render_server_default_positionally(default):
            positional.append(str(text))
        elif text:
            keywords.append(f"server_default={text}")
    if column.autoincrement not in (None, sqla_compat.AUTOINCREMENT_DEFAULT):
        keywords.append(f"autoincrement={column.autoincrement}")
    if column.nullable is not None:
        keywords.append(f"nullable={column.nullable}")
    if column.system:
        keywords.append(f"system={column.system}")
    if column.comment is not None:
        keywords.append(f"comment={column.comment!r}")
    keywords += _render_dialect_kwargs_items(autogen_context, column.kwargs)
    return "%sColumn(%r, %s, %s%s)" % (
        _sqlalchemy_autogenerate_prefix(autogen_context),
        _ident(column.name),
        _repr_type(column.type, autogen_context),
        "".join(text + ", " for text in positional),
        ", ".join(keywords),
    )


def _should_render_server_default_positionally(server_default):
    return isinstance(server_default, (sa_schema.Computed, sa_schema.Identity))


def _render_server_default(default, autogen_context, repr_=True):
    rendered = _user_defined_render("server_default", default, autogen_context)
    if rendered is not False:
        return rendered
    if isinstance(default, sa_schema.Computed):
        return _render_computed(default, autogen_context)
    if isinstance(default, sa_schema.Identity):
        return _render_identity(default, autogen_context)
    if isinstance(default, sa_schema.DefaultClause):
        default = default.arg
        if not isinstance(default, str):
            return _render_potential_expr(default, autogen_context, is_server_default=True)
    elif isinstance(default, sa_schema.FetchedValue):
        return _render_fetched_value(autogen_context)
    if isinstance(default, str) and repr_:
        # Alembic takes quotes away, which may be part of the text.
        return repr(re.sub("^'|'$", "", default) if _like_alembic(autogen_context) else default)
    return default


def _render_computed(computed, autogen_context):
    persisted = "" if computed.persisted is None else f"persisted={computed.persisted}"
    return "%sComputed(%s, %s)" % (
        _sqlalchemy_autogenerate_prefix(autogen_context),
        _render_potential_expr(computed.sqltext, autogen_context, wrap_in_element=False),
        persisted,
    )


def _render_identity(identity, autogen_context):
    options = sqla_compat._get_identity_options_dict(identity, dialect_kwargs=True)
    return "%sIdentity(%s)" % (
        _sqlalchemy_autogenerate_prefix(autogen_context),
        ", ".join(f"{name}={value}" for name, value in options.items()),
    )


def _render_fetched_value(autogen_context):
    return _sqlalchemy_autogenerate_prefix(autogen_context) + "FetchedValue()"


# Types


def _repr_type(type_, autogen_context, _skip_variants=False):
    rendered = _user_defined_render("type", type_, autogen_context)
    if rendered is not False:
        return rendered
    impl = getattr(autogen_context.migration_context, "impl", None)
    of_dialect = impl.render_type(type_, autogen_context) if impl is not None else None
    if not _skip_variants and sqla_compat._type_has_variants(type_):
        return _render_Variant_type(type_, autogen_context)
    module = type(type_).__module__
    dialect = _dialect_module(module)
    if dialect is not None:
        _import(autogen_context, f"from sqlalchemy.dialects import {dialect}")
        return of_dialect or f"{dialect}.{type_!r}"
    if of_dialect:
        return of_dialect
    if not module.startswith("sqlalchemy."):
        return f"{_user_autogenerate_prefix(autogen_context, type_)}{type_!r}"
    if type_.__visit_name__ == "ARRAY":
        return _render_ARRAY_type(type_, autogen_context)
    return f"{_sqlalchemy_autogenerate_prefix(autogen_context)}{type_!r}"


def _dialect_module(module):
    """`postgresql` for a module of `sqlalchemy.dialects.postgresql`."""
    found = re.match(r"sqlalchemy\.dialects\.(\w+)", module)
    return found and found.group(1)


def _render_ARRAY_type(type_, autogen_context):
    return _render_type_w_subtype(type_, autogen_context, "item_type", r"(.+?\()")


def _render_Variant_type(type_, autogen_context):
    base, variants = sqla_compat._get_variant_mapping(type_)
    text = _repr_type(base, autogen_context, _skip_variants=True)
    for dialect in sorted(variants):
        variant = _repr_type(variants[dialect], autogen_context, _skip_variants=True)
        text += f".with_variant({variant}, {dialect!r})"
    return text


def _render_type_w_subtype(type_, autogen_context, attrname, regexp, prefix=None):
    """The type's text, with that of the type inside of it put in its place:
    a plain `repr()` would leave the inner one without its module."""
    inner = getattr(type_, attrname, None)
    if inner is None:
        return False
    text = _repr_type(inner, autogen_context)
    place = regexp + re.escape(repr(inner))
    outer = re.sub(place, lambda match: match.group(1) + text, repr(type_))
    if prefix:
        return prefix + outer
    module = type(type_).__module__
    dialect = _dialect_module(module)
    if dialect is not None:
        return f"{dialect}.{outer}"
    if module.startswith("sqlalchemy"):
        return _sqlalchemy_autogenerate_prefix(autogen_context) + outer
    return None


# Where PostgreSQL's types hold another type, and what stands before it.
_POSTGRESQL_INNER = {
    "HSTORE": ("text_type", r"(.+?\(.*text_type=)"),
    "ARRAY": ("item_type", r"(.+?\()"),
    "JSON": ("astext_type", r"(.+?\(.*astext_type=)"),
    "JSONB": ("astext_type", r"(.+?\(.*astext_type=)"),
}


def _render_postgresql_type(type_, autogen_context):
    """The types of PostgreSQL's module that `repr()` does not do justice."""
    if _dialect_module(type(type_).__module__) != "postgresql":
        return False
    if type_.__visit_name__ == "DOMAIN":
        return _render_DOMAIN_type(type_, autogen_context)
    if type_.__visit_name__ in _POSTGRESQL_INNER:
        return _render_type_w_subtype(
            type_, autogen_context, *_POSTGRESQL_INNER[type_.__visit_name__]
        )
    return False


def _render_DOMAIN_type(type_, autogen_context):
    arguments = [repr(_ident(type_.name)), _repr_type(type_.data_type, autogen_context)]
    for name in ("collation", "collation_schema"):
        value = getattr(type_, name)
        if value is not None:
            arguments.append(f"{name}={value!r}")
    if type_.default is not None:
        arguments.append(f"default={_render_potential_expr(type_.default, autogen_context)}")
    if type_.constraint_name is not None:
        arguments.append(f"constraint_name={type_.constraint_name!r}")
    if type_.not_null:
        arguments.append("not_null=True")
    if type_.check is not None:
        check = _render_potential_expr(type_.check, autogen_context, wrap_in_element=False)
        arguments.append(f"check={check}")
    if type_.schema is not None:
        arguments.append(f"schema={_ident(type_.schema)!r}")
    if type_.create_type is not True:
        arguments.append("create_type=False")
    return f"{_postgresql_autogenerate_prefix(autogen_context)}DOMAIN({', '.join(arguments)})"
