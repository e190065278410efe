"""Names of the ORM's events."""


class InstanceEvents:
    pass


class MapperEvents:
    pass


class SessionEvents:
    pass


class AttributeEvents:
    pass
