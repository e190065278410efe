"""Bases for kinds of inheritance."""


class ConcreteBase:
    """Each class has a table of its own."""


class AbstractConcreteBase(ConcreteBase):
    __no_table__ = True


class DeferredReflection:
    """Tables are read from the database once it is known."""

    @classmethod
    def prepare(cls, bind, **reflect_kw):
        raise NotImplementedError(
            "DeferredReflection.prepare() is not available yet; declare the columns, or "
            "use Table(..., autoload_with=connection)"
        )
