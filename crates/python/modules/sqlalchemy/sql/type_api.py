"""What every type is, and the types that a project defines itself."""

from .. import exc


def arguments_of(function):
    """The parameters of a function: names without a default, names with one
    as (name, default), and the name of its `*args`."""
    code = getattr(function, "__code__", None)
    if code is None:
        return [], [], None
    count = code.co_argcount
    names = list(code.co_varnames[1:count])
    defaults = function.__defaults__ or ()
    cut = len(names) - len(defaults)
    starred = None
    if code.co_flags & 0x04:
        starred = code.co_varnames[count + code.co_kwonlyargcount]
    return names[:cut], list(zip(names[cut:], defaults)), starred


class Repr:
    """Spells an object as the call that would make it."""

    def __init__(self, obj, more=(), classes=None, omit=()):
        self.obj = obj
        self.more = more
        self.classes = classes or [type(obj)]
        self.omit = omit
        self.name = type(obj).__name__

    def set_class_name(self, name):
        self.name = name
        return self

    def __str__(self):
        obj = self.obj
        missing = object()
        positional = []
        keywords = {}
        starred = None
        for number, cls in enumerate(self.classes):
            names, defaulted, star = arguments_of(cls.__init__)
            if number == 0:
                positional = names
                starred = star
            else:
                keywords.update((name, missing) for name in names)
            keywords.update(defaulted)
        parts = [repr(getattr(obj, name, None)) for name in positional]
        if starred is not None and hasattr(obj, starred):
            parts += [repr(value) for value in getattr(obj, starred)]
        shown = [pair for pair in keywords.items() if pair[0] not in self.omit]
        for name, default in shown + list(self.more):
            value = getattr(obj, name, missing)
            if value is not missing and value != default:
                parts.append("%s=%r" % (name, value))
        return "%s(%s)" % (self.name, ", ".join(parts))


class TypeEngineMixin:
    pass


class TypeEngine:
    # `_kind` tells the reader which SQL type an object stands for. A class
    # that a project derives from one of ours keeps it.
    _kind = "null"
    __visit_name__ = "null"
    _sqla_type = True
    _isnull = False
    _is_array = False
    _is_tuple_type = False
    _is_type_decorator = False
    _variant_mapping = {}
    _schema_event = False
    hashable = True
    should_evaluate_none = False
    # The class whose values tell their objects when they change.
    _mutable = None
    sort_key_function = None
    python_type = object

    class Comparator:
        def __init__(self, expr):
            self.expr = expr
            self.type = expr.type

        def __clause_element__(self):
            return self.expr

        def __class_getitem__(cls, item):
            return cls

        def operate(self, op, *other, **kw):
            return op(self.expr, *other, **kw)

        def reverse_operate(self, op, other, **kw):
            return op(other, self.expr, **kw)

    comparator_factory = Comparator

    def __class_getitem__(cls, item):
        return cls

    def with_variant(self, type_, *dialect_names):
        if not dialect_names:
            raise exc.ArgumentError("At least one dialect name is required")
        for dialect_name in dialect_names:
            if dialect_name in self._variant_mapping:
                raise exc.ArgumentError(
                    "Dialect %r is already present in the mapping for this %r"
                    % (dialect_name, self)
                )
        type_ = to_instance(type_)
        if type_._variant_mapping:
            raise exc.ArgumentError(
                "can't pass a type that already has variants as a "
                "dialect-level type to with_variant()"
            )
        new_type = self.copy()
        new_type._variant_mapping = dict(self._variant_mapping)
        for dialect_name in dialect_names:
            new_type._variant_mapping[dialect_name] = type_
        return new_type

    def copy(self, **kw):
        new_type = type(self).__new__(type(self))
        new_type.__dict__.update(self.__dict__)
        return new_type

    def adapt(self, cls, **kw):
        names = []
        for base in cls.__mro__:
            if "__init__" in base.__dict__:
                required, defaulted, _ = arguments_of(base.__init__)
                names += required + [name for name, _ in defaulted]
        for name in names:
            if name in self.__dict__:
                kw.setdefault(name, self.__dict__[name])
        new_type = cls(**kw)
        new_type._variant_mapping = self._variant_mapping
        return new_type

    def evaluates_none(self):
        new_type = self.copy()
        new_type.should_evaluate_none = True
        return new_type

    def compare_values(self, x, y):
        return x == y

    def copy_value(self, value):
        return value

    def literal_processor(self, dialect):
        return None

    def bind_processor(self, dialect):
        return None

    def result_processor(self, dialect, coltype):
        return None

    def bind_expression(self, bindvalue):
        return None

    def column_expression(self, colexpr):
        return None

    def coerce_compared_value(self, op, value):
        return self

    def dialect_impl(self, dialect):
        variant = self._variant_mapping.get(dialect.name)
        return self if variant is None else variant.dialect_impl(dialect)

    def load_dialect_impl(self, dialect):
        return self.dialect_impl(dialect)

    def get_dbapi_type(self, dbapi):
        return None

    @property
    def _type_affinity(self):
        found = None
        for cls in type(self).__mro__:
            if cls is TypeEngine or TypeEngineMixin in cls.__bases__:
                return found
            if issubclass(cls, TypeEngine):
                found = cls
        return type(self)

    @property
    def _generic_type_affinity(self):
        camel = upper = None
        for cls in type(self).__mro__:
            if (
                cls.__module__ in ("sqlalchemy.sql.sqltypes", "sqlalchemy.sql.type_api")
                and issubclass(cls, TypeEngine)
                and cls is not TypeEngine
                and cls.__name__[0] != "_"
            ):
                if cls.__name__.isupper():
                    upper = upper or cls
                else:
                    camel = camel or cls
        return camel or upper or _null_type()

    def as_generic(self, allow_nulltype=False):
        generic = self._generic_type_affinity
        if not allow_nulltype and generic is _null_type():
            raise NotImplementedError(
                "Default TypeEngine.as_generic() heuristic method was unsuccessful "
                "for %s.%s. A custom as_generic() method must be implemented for "
                "this type class." % (type(self).__module__, type(self).__name__)
            )
        return self.adapt(generic)

    def _compare_type_affinity(self, other):
        return self._type_affinity is other._type_affinity

    def _set_parent_with_dispatch(self, column, outer=False):
        """Called for the type of a column; types that bring constraints
        along wait there for the column's table."""

    def _bind_value(self, value, dialect):
        """The value as the database gets it."""
        variant = self._variant_mapping.get(dialect.name)
        if variant is not None:
            return variant._bind_value(value, dialect)
        if value is not None and type(self).bind_processor is not TypeEngine.bind_processor:
            process = self.bind_processor(dialect)
            if process is not None:
                return process(value)
        return self._convert(value, dialect)

    def _convert(self, value, dialect):
        return value

    def _result_value(self, value, dialect):
        """The value as a script gets it."""
        variant = self._variant_mapping.get(dialect.name)
        if variant is not None:
            return variant._result_value(value, dialect)
        if value is not None and type(self).result_processor is not TypeEngine.result_processor:
            process = self.result_processor(dialect, None)
            if process is not None:
                return process(value)
        return self._revert(value, dialect)

    def _revert(self, value, dialect):
        return value

    def _keeps_results(self):
        """Whether scripts get values as the database gives them."""
        cls = type(self)
        return (
            not self._variant_mapping
            and cls._result_value is TypeEngine._result_value
            and cls._revert is TypeEngine._revert
            and cls.result_processor is TypeEngine.result_processor
        )

    def compile(self, dialect=None):
        from .compiler import compile_type

        return compile_type(self, dialect)

    def repr_struct(self):
        return Repr(self)

    def __repr__(self):
        return str(self.repr_struct())

    def __str__(self):
        return self.compile()


class ExternalType(TypeEngineMixin):
    cache_ok = None


class UserDefinedType(ExternalType, TypeEngineMixin, TypeEngine):
    __visit_name__ = "user_defined"
    _kind = "user_defined"

    def get_col_spec(self, **kw):
        raise NotImplementedError(
            "%s has no get_col_spec(), which spells the type" % type(self).__name__
        )

    def _spelling(self):
        function = type(self).get_col_spec
        code = getattr(function, "__code__", None)
        if code is not None and not code.co_flags & 0x08:
            return self.get_col_spec()
        return self.get_col_spec(type_expression=None)


class Emulated(TypeEngineMixin):
    pass


class NativeForEmulated(TypeEngineMixin):
    pass


class TypeDecorator(ExternalType, TypeEngine):
    __visit_name__ = "type_decorator"
    _kind = "decorator"
    _is_type_decorator = True
    coerce_to_is_types = (type(None),)

    def __init__(self, *args, **kwargs):
        if not hasattr(type(self), "impl"):
            raise AssertionError(
                "TypeDecorator implementations require a class-level variable "
                "'impl' which refers to the class of type being decorated"
            )
        self.impl = to_instance(type(self).impl, *args, **kwargs)

    @property
    def impl_instance(self):
        impl = self.impl
        if isinstance(impl, type):
            # A subclass whose __init__ does not call ours.
            impl = self.impl = impl()
        return impl

    @property
    def _schema_event(self):
        return self.impl_instance._schema_event

    def _set_parent_with_dispatch(self, column, outer=False):
        self.impl_instance._set_parent_with_dispatch(column)

    @property
    def comparator_factory(self):
        return self.impl_instance.comparator_factory

    @property
    def _type_affinity(self):
        return self.impl_instance._type_affinity

    @property
    def sort_key_function(self):
        return self.impl_instance.sort_key_function

    def type_engine(self, dialect):
        return self.load_dialect_impl(dialect)

    def load_dialect_impl(self, dialect):
        return self.impl_instance

    def dialect_impl(self, dialect):
        variant = self._variant_mapping.get(dialect.name)
        if variant is not None:
            return variant.dialect_impl(dialect)
        copy = self.copy()
        copy.impl = self._on(dialect)
        return copy

    def _on(self, dialect):
        """The type that stands for this one on the dialect."""
        impl = to_instance(self.load_dialect_impl(dialect))
        while impl._is_type_decorator and impl is not self:
            impl = to_instance(impl.load_dialect_impl(dialect))
        return impl

    def process_literal_param(self, value, dialect):
        raise NotImplementedError()

    def process_bind_param(self, value, dialect):
        raise NotImplementedError()

    def process_result_value(self, value, dialect):
        raise NotImplementedError()

    def _bind_value(self, value, dialect):
        variant = self._variant_mapping.get(dialect.name)
        if variant is not None and variant._is_type_decorator:
            return variant._bind_value(value, dialect)
        if type(self).process_bind_param is not TypeDecorator.process_bind_param:
            value = self.process_bind_param(value, dialect)
        else:
            value = self._convert(value, dialect)
        return (variant or to_instance(self.load_dialect_impl(dialect)))._bind_value(
            value, dialect
        )

    def _result_value(self, value, dialect):
        variant = self._variant_mapping.get(dialect.name)
        if variant is not None and variant._is_type_decorator:
            return variant._result_value(value, dialect)
        impl = variant or to_instance(self.load_dialect_impl(dialect))
        value = impl._result_value(value, dialect)
        if type(self).process_result_value is not TypeDecorator.process_result_value:
            return self.process_result_value(value, dialect)
        return self._revert(value, dialect)

    def compare_values(self, x, y):
        return self.impl_instance.compare_values(x, y)

    def repr_struct(self):
        return self.impl_instance.repr_struct().set_class_name(type(self).__name__)

    def __getattr__(self, name):
        if name == "impl" or name.startswith("__"):
            raise AttributeError(name)
        return getattr(self.impl_instance, name)


class Variant(TypeDecorator):
    def __init__(self, *arg, **kw):
        raise NotImplementedError(
            "Variant is no longer used in SQLAlchemy; this is a placeholder "
            "symbol for backwards compatibility."
        )


def _null_type():
    from .sqltypes import NullType

    return NullType


def to_instance(typeobj, *arg, **kw):
    if isinstance(typeobj, TypeEngine):
        return typeobj
    if typeobj is None:
        return _null_type()()
    if callable(typeobj):
        return typeobj(*arg, **kw)
    return typeobj


def adapt_type(typeobj, colspecs):
    return to_instance(typeobj)
