"""Declarative classes: the bases, the registry and the decorators."""

from .. import exc
from ..sql.schema import MetaData
from .scan import Mapper, Scan, add_attribute, install, is_mapped


class _Declared:
    """A function of the class that gives a value for each class anew."""

    _is_declared_attr = True

    def __init__(self, fn, cascading=False, quiet=False):
        if isinstance(fn, (classmethod, staticmethod)):
            fn = fn.__func__
        if isinstance(fn, _Declared):
            fn = fn.fget
        self.fget = fn
        self._cascading = cascading
        self._quiet = quiet
        self.__doc__ = getattr(fn, "__doc__", None)

    def __class_getitem__(cls, item):
        return cls

    def __get__(self, instance, owner):
        # While the class is scanned, one function gives one object.
        made = vars(owner).get("_sa_declared_attrs")
        if made is None:
            return self.fget(owner)
        if self not in made:
            made[self] = self.fget(owner)
        return made[self]


class _declared_directive(_Declared):
    pass


class declared_attr(_Declared):
    directive = _declared_directive

    @classmethod
    def cascading(cls, fn):
        return cls(fn, cascading=True)


def declarative_mixin(cls):
    return cls


def synonym_for(name, map_column=False):
    def decorate(function):
        from .properties import SynonymProperty

        return SynonymProperty(name, map_column=map_column, descriptor=property(function))

    return decorate


def has_inherited_table(cls):
    return any(getattr(base, "__table__", None) is not None for base in cls.__mro__[1:])


def _constructor(self, **kwargs):
    cls = type(self)
    for name, value in kwargs.items():
        if not hasattr(cls, name) and not _has_backref(cls, name):
            raise TypeError(
                "%r is an invalid keyword argument for %s" % (name, cls.__name__)
            )
        setattr(self, name, value)


def _has_backref(cls, name):
    """Whether another class's relationship gives this one the attribute."""
    from .mapping import configure, mapping_of

    if not hasattr(cls, "__mapper__"):
        return False
    mapping_of(cls)
    configure(cls.__mapper__.registry)
    return hasattr(cls, name)


_constructor.__name__ = "__init__"
_declarative_constructor = _constructor


class registry:
    """The classes that were mapped together, and their metadata."""

    def __init__(
        self, *, metadata=None, class_registry=None, type_annotation_map=None, constructor=_constructor
    ):
        self.metadata = MetaData() if metadata is None else metadata
        self._class_registry = {} if class_registry is None else class_registry
        self.type_annotation_map = {}
        self.update_type_annotation_map(type_annotation_map or {})
        self.constructor = constructor
        self._mapped = []

    def update_type_annotation_map(self, type_annotation_map):
        from .annotations import _is_union, without_none

        for python_type, sql_type in type_annotation_map.items():
            if _is_union(python_type):
                python_type = without_none(python_type)
            self.type_annotation_map[python_type] = sql_type

    @property
    def mappers(self):
        return frozenset(cls.__mapper__ for cls in self._mapped)

    def configure(self, cascade=False):
        from .mapping import configure

        configure(self)

    def dispose(self, cascade=False):
        self._mapped.clear()
        self._class_registry.clear()

    def generate_base(
        self,
        mapper=None,
        cls=object,
        name="Base",
        metaclass=None,
    ):
        bases = cls if isinstance(cls, tuple) else (cls,)
        namespace = {"registry": self, "metadata": self.metadata, "__abstract__": True}
        if isinstance(cls, type):
            namespace["__doc__"] = cls.__doc__
        if self.constructor is not None:
            namespace["__init__"] = self.constructor
        namespace["__class_getitem__"] = classmethod(lambda cls, item: cls)
        return (metaclass or DeclarativeMeta)(name, bases, namespace)

    def mapped(self, cls):
        Scan(self, cls).run()
        return cls

    map_declaratively = mapped

    def mapped_as_dataclass(self, cls=None, **kw):
        def decorate(cls):
            self.mapped(cls)
            _give_constructor(cls)
            return cls

        return decorate if cls is None else decorate(cls)

    def as_declarative_base(self, **kw):
        def decorate(cls):
            kw["cls"] = cls
            kw["name"] = cls.__name__
            return self.generate_base(**kw)

        return decorate

    def map_imperatively(self, class_, local_table=None, **kw):
        properties = dict(kw.pop("properties", None) or {})
        mapper = Mapper(class_, local_table, kw, properties, kw.get("inherits"))
        mapper.registry = self
        type.__setattr__(class_, "__mapper__", mapper)
        if local_table is not None:
            if getattr(local_table, "_mapper", self) is None:
                local_table._mapper = mapper
            type.__setattr__(class_, "__table__", local_table)
            for column in local_table.c:
                install(class_, column.key, column)
        for name, value in properties.items():
            install(class_, name, value)
        self._mapped.append(class_)
        return mapper


class DeclarativeAttributeIntercept(type):
    """Lets a column be assigned to a class that is mapped already."""

    def __setattr__(cls, key, value):
        add_attribute(cls, key, value)


class DeclarativeMeta(DeclarativeAttributeIntercept):
    def __init__(cls, name, bases, namespace, **kw):
        super().__init__(name, bases, namespace)
        own = vars(cls)
        found = own.get("registry") or getattr(cls, "registry", None)
        if not isinstance(found, registry):
            raise exc.InvalidRequestError(
                "Declarative base class has no 'registry' attribute, or registry is not "
                "a sqlalchemy.orm.registry() object"
            )
        if not own.get("__abstract__", False):
            Scan(found, cls).run()


def _set_up_base(cls):
    metadata = vars(cls).get("metadata", getattr(cls, "metadata", None))
    types = vars(cls).get("type_annotation_map", getattr(cls, "type_annotation_map", None))
    found = vars(cls).get("registry", getattr(cls, "registry", None))
    if found is not None:
        if not isinstance(found, registry):
            raise exc.InvalidRequestError(
                "Declarative base class has a 'registry' attribute that is not an instance "
                "of sqlalchemy.orm.registry()"
            )
        if types:
            found.update_type_annotation_map(types)
    else:
        found = registry(metadata=metadata, type_annotation_map=types)
        type.__setattr__(cls, "registry", found)
    if "metadata" not in vars(cls):
        type.__setattr__(cls, "metadata", found.metadata)
    if getattr(cls, "__init__", object.__init__) is object.__init__:
        type.__setattr__(cls, "__init__", found.constructor)


class _Declarative:
    def __class_getitem__(cls, item):
        return cls

    def __init_subclass__(cls, **kw):
        # Arguments of a dataclass may stand in the class statement.
        for name in _DATACLASS_ARGUMENTS:
            kw.pop(name, None)
        super().__init_subclass__(**kw)
        if cls.__module__ == __name__:
            return
        if DeclarativeBase in cls.__bases__ or DeclarativeBaseNoMeta in cls.__bases__:
            _set_up_base(cls)
        elif not vars(cls).get("__abstract__", False):
            found = getattr(cls, "registry", None)
            if isinstance(found, registry):
                Scan(found, cls).run()
                if issubclass(cls, MappedAsDataclass):
                    _give_constructor(cls)


_DATACLASS_ARGUMENTS = (
    "init",
    "repr",
    "eq",
    "order",
    "unsafe_hash",
    "match_args",
    "kw_only",
    "dataclass_callable",
)


class DeclarativeBase(_Declarative, metaclass=DeclarativeAttributeIntercept):
    pass


class DeclarativeBaseNoMeta(_Declarative):
    pass


class MappedAsDataclass(metaclass=DeclarativeAttributeIntercept):
    def __class_getitem__(cls, item):
        return cls

    def __init_subclass__(cls, **kw):
        for name in _DATACLASS_ARGUMENTS:
            kw.pop(name, None)
        super().__init_subclass__(**kw)
        if vars(cls).get("__abstract__", False) or is_mapped(cls):
            return
        found = getattr(cls, "registry", None)
        if isinstance(found, registry) and "registry" not in vars(cls):
            Scan(found, cls).run()
            _give_constructor(cls)


def _give_constructor(cls):
    """A constructor that takes the attributes by position or by name."""
    if "__init__" in vars(cls):
        return
    properties = cls.__mapper__._props
    fields = [
        name
        for name, value in properties.items()
        if getattr(value, "_dataclass", {}).get("init", True)
    ]

    def __init__(self, *args, **kwargs):
        for name, value in properties.items():
            settings = getattr(value, "_dataclass", {})
            if "default_factory" in settings:
                setattr(self, name, settings["default_factory"]())
            elif "default" in settings:
                setattr(self, name, settings["default"])
        for name, value in zip(fields, args):
            setattr(self, name, value)
        for name, value in kwargs.items():
            setattr(self, name, value)

    type.__setattr__(cls, "__init__", __init__)


def mapped_as_dataclass(registry, **kw):
    return registry.mapped_as_dataclass(**kw)


def unmapped_dataclass(cls=None, **kw):
    return (lambda cls: cls) if cls is None else cls


def declarative_base(
    *,
    metadata=None,
    mapper=None,
    cls=object,
    name="Base",
    class_registry=None,
    type_annotation_map=None,
    constructor=_constructor,
    metaclass=None,
    bind=None,
):
    return registry(
        metadata=metadata,
        class_registry=class_registry,
        constructor=constructor,
        type_annotation_map=type_annotation_map,
    ).generate_base(mapper=mapper, cls=cls, name=name, metaclass=metaclass)


def as_declarative(**kw):
    arguments = {
        name: kw.pop(name)
        for name in ("metadata", "class_registry", "type_annotation_map")
        if name in kw
    }
    return registry(**arguments).as_declarative_base(**kw)


def add_mapped_attribute(target, key, attribute):
    add_attribute(target, key, attribute)
