"""Names that other parts of the ORM are built on."""


class _Marker:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return self.name


NO_VALUE = _Marker("NO_VALUE")
NO_KEY = _Marker("NO_KEY")
NEVER_SET = NO_VALUE
PASSIVE_OFF = _Marker("PASSIVE_OFF")
PASSIVE_NO_INITIALIZE = _Marker("PASSIVE_NO_INITIALIZE")


def state_of(instance):
    """What a session knows of an object; made when it is first asked for."""
    state = getattr(instance, "__dict__", {}).get("_sa_instance_state")
    if state is None:
        from .mapping import mapping_of_instance
        from .state import InstanceState

        state = InstanceState(instance, mapping_of_instance(instance))
        instance.__dict__["_sa_instance_state"] = state
    return state


instance_state = state_of


def instance_str(instance):
    """How messages speak of an object."""
    return "<%s at 0x%x>" % (type(instance).__name__, id(instance))


def __getattr__(name):
    # Names that live elsewhere.
    import importlib

    homes = {
        "annotations": "DynamicMapped Mapped ORMDescriptor SQLORMExpression Unmapped "
        "WriteOnlyMapped",
        "interfaces": "InspectionAttr MANYTOMANY MANYTOONE ONETOMANY",
        "mapper": "class_mapper object_mapper",
    }
    for home, names in homes.items():
        if name in names.split():
            return getattr(importlib.import_module("sqlalchemy.orm." + home), name)
    raise AttributeError("module 'sqlalchemy.orm.base' has no attribute %r" % name)
