"""`sqlalchemy.inspect()`."""

from . import exc


def inspect(subject, raiseerr=True):
    mapper = getattr(subject, "__mapper__", None)
    if mapper is not None:
        from .orm.aliases import AliasedClass

        if isinstance(subject, (type, AliasedClass)):
            return mapper
        from .orm.base import state_of

        return state_of(subject)
    from .engine.base import Connection, Engine

    subject = getattr(subject, "sync_connection", None) or subject
    subject = getattr(subject, "sync_engine", None) or subject
    if isinstance(subject, (Connection, Engine)) or hasattr(subject, "exec_driver_sql"):
        from .engine.reflection import Inspector

        return Inspector(subject)
    if hasattr(subject, "get_table_names"):
        return subject
    if getattr(subject, "_is_relationship", False) or getattr(subject, "is_mapper", False):
        return subject
    if getattr(subject, "_is_clause", False) or hasattr(subject, "__visit_name__"):
        return subject
    if raiseerr:
        raise exc.NoInspectionAvailable(
            "No inspection system is available for object of type %s" % type(subject)
        )
    return None
