"""Names that other parts of the ORM are built on."""

from .annotations import (
    DynamicMapped,
    Mapped,
    ORMDescriptor,
    SQLORMExpression,
    Unmapped,
    WriteOnlyMapped,
)
from .interfaces import InspectionAttr
from .mapper import class_mapper, object_mapper


class _Marker:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return self.name


NO_VALUE = _Marker("NO_VALUE")
NO_KEY = _Marker("NO_KEY")
NEVER_SET = NO_VALUE
