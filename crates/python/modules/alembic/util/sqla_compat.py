"""What third-party extensions take from this module of Alembic."""

sqla_2_1 = True
sqla_2_0_25 = True
sqlalchemy_version = "2.1.9"
AUTOINCREMENT_DEFAULT = "auto"


def _literal_bindparam(key, value, type_=None):
    """A parameter that is always written into the statement."""
    from sqlalchemy import bindparam

    return bindparam(key, value, type_=type_, literal_execute=True)


def constraint_name_or_none(name):
    return name if isinstance(name, str) else None


def _table_for_constraint(constraint):
    parent = getattr(constraint, "parent", None)
    return getattr(parent, "table", parent)


def _copy(item, **kw):
    return item._copy(**kw)
