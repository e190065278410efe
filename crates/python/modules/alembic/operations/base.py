"""`Operations`, the object behind `alembic.op`."""

from ..util.langhelpers import Dispatcher, ModuleClsProxy


# SQLAlchemy's class of names that are final, once it is needed.
_conv = None


def _without_class(message):
    """What Python says of a wrong number of arguments, without counting the
    operation's class."""
    import re

    def count(match):
        return f"{match.group(1)} {int(match.group(2)) - 1}"

    message = re.sub(r"\b(takes|from|to|but) (\d+)(?= positional| to| was| were)", count, message)
    message = re.sub(r"(takes|to) 1 positional arguments", r"\1 1 positional argument", message)
    return message.replace("but 1 were given", "but 1 was given")


class _Installed:
    """Makes an `Operations` the one behind `alembic.op`, for a while."""

    def __init__(self, operations):
        self.operations = operations

    def __enter__(self):
        self.operations._install_proxy()
        return self.operations

    def __exit__(self, *exception):
        self.operations._remove_proxy()


class AbstractOperations(ModuleClsProxy):
    """The directives, each a class method of an operation's class."""

    _to_impl = Dispatcher()

    def __init__(self, migration_context, impl=None):
        self.migration_context = migration_context
        self.impl = migration_context.impl if impl is None else impl

    @property
    def schema_obj(self):
        from .schemaobj import SchemaObjects

        return SchemaObjects(self.migration_context)

    @classmethod
    def register_operation(cls, name, sourcename=None):
        """Makes a class method of an operation's class a directive."""

        def register(op_cls):
            source = getattr(op_cls, sourcename or name)
            # What a wrong call of the directive is told about.
            source.__func__.__qualname__ = name

            def directive(self, *args, **kw):
                for value in (*args, *kw.values()):
                    if value is ...:
                        raise TypeError(
                            f"op.{name}() was given `...`, which stands for what an "
                            "example leaves out; write the real arguments in its place"
                        )
                try:
                    return source(self, *args, **kw)
                except TypeError as error:
                    # Without another frame, it is this call that was wrong.
                    if error.__traceback__.tb_next is None:
                        error.args = (_without_class(str(error)),)
                    raise

            directive.__name__ = name
            directive.__qualname__ = f"{cls.__name__}.{name}"
            directive.__doc__ = source.__doc__
            directive.__wrapped__ = source
            setattr(cls, name, directive)
            if "_module" in cls.__dict__:
                cls._publish(name)
            return op_cls

        return register

    @classmethod
    def implementation_for(cls, op_cls, replace=False):
        """Registers the function that carries out an operation."""
        return cls._to_impl.dispatch_for(op_cls, replace=replace)

    @classmethod
    def context(cls, migration_context):
        return _Installed(Operations(migration_context))

    def batch_alter_table(
        self,
        table_name,
        schema=None,
        recreate="auto",
        partial_reordering=None,
        copy_from=None,
        table_args=(),
        table_kwargs={},
        reflect_args=(),
        reflect_kwargs={},
        naming_convention=None,
    ):
        from .batch import Batch

        return Batch(
            self,
            table_name,
            schema,
            recreate,
            copy_from,
            table_args,
            table_kwargs,
            reflect_args,
            reflect_kwargs,
            naming_convention,
            partial_reordering,
        )

    def get_context(self):
        return self.migration_context

    def invoke(self, operation):
        """Carries out an operation object."""
        function = self._to_impl.dispatch(operation, self.migration_context.impl.__dialect__)
        return function(self, operation)

    def f(self, name):
        """A name to which no naming convention is applied any more."""
        global _conv
        if _conv is None:
            from sqlalchemy.sql.elements import conv as _conv
        return _conv(name)

    def inline_literal(self, value, type_=None):
        """A literal that is written into the statement."""
        from ..util.sqla_compat import _literal_bindparam

        return _literal_bindparam(None, value, type_=type_)

    def get_bind(self):
        return self.migration_context.impl.bind

    def run_async(self, async_function, *args, **kw_args):
        """Calls an async function with an async connection around the one in
        use, and waits for its result."""
        bind = self.get_bind()
        if bind is None:
            raise NotImplementedError("Cannot call run_async in SQL mode")
        if not bind.dialect.is_async:
            raise ValueError("Cannot call run_async with a sync engine")
        from sqlalchemy.ext.asyncio import AsyncConnection
        from sqlalchemy.util import await_only

        connection = AsyncConnection._retrieve_proxy_for_target(bind)
        return await_only(async_function(connection, *args, **kw_args))


class Operations(AbstractOperations):
    """The directives that are functions of `alembic.op`."""


class BatchOperations(AbstractOperations):
    """The directives within `op.batch_alter_table`."""

    def _noop(self, operation):
        raise NotImplementedError(
            "The %s method does not apply to a batch table alter operation." % operation
        )
