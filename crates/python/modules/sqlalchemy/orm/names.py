"""What names mean in the texts that relationships are given."""

from .. import exc


def resolve(text, mapping, what):
    """The object that a text stands for among the classes and tables that are
    declared together with a class."""
    code = compile(text.strip(), "<relationship>", "eval")
    registry = mapping.registry
    classes = registry._class_registry if registry is not None else {}
    metadatas = [mapping.table.metadata]
    if registry is not None and registry.metadata is not metadatas[0]:
        metadatas.append(registry.metadata)
    names = {}
    for name in code.co_names:
        if name in names:
            continue
        found = _named(name, classes, metadatas)
        if found is not None:
            names[name] = found
    try:
        return eval(code, {"__builtins__": {}}, names)
    except NameError as error:
        name = getattr(error, "name", None) or str(error).split("'")[1]
        raise exc.InvalidRequestError(
            "When initializing mapper Mapper[%s(%s)], expression %r failed to locate a name "
            "(%r). If this is a class name, consider adding this relationship() to the %r "
            "class after both dependent classes have been defined."
            % (mapping.cls.__name__, mapping.table.name, text, name, mapping.cls)
        ) from None


def _named(name, classes, metadatas):
    found = classes.get(name)
    if found is not None:
        return found
    for metadata in metadatas:
        if name in metadata.tables:
            return metadata.tables[name]
    schemas = {
        table.schema for metadata in metadatas for table in metadata.tables.values() if table.schema
    }
    if name in schemas:
        return _Path(name, metadatas)
    if any(cls.__module__.split(".")[0] == name for cls in classes.values()):
        return _Module(name, classes)
    from .. import sql
    from ..sql import expression
    from . import properties

    if name in ("foreign", "remote"):
        return getattr(properties, name)
    return getattr(expression, name, None)


class _Path:
    """A schema, whose attributes are its tables."""

    def __init__(self, schema, metadatas):
        self.schema = schema
        self.metadatas = metadatas

    def __getattr__(self, name):
        for metadata in self.metadatas:
            found = metadata.tables.get("%s.%s" % (self.schema, name))
            if found is not None:
                return found
        raise AttributeError(name)


class _Module:
    """A module in the path of a class."""

    def __init__(self, path, classes):
        self.path = path
        self.classes = classes

    def __getattr__(self, name):
        found = self.classes.get(name)
        if found is not None:
            return found
        return _Module("%s.%s" % (self.path, name), self.classes)
