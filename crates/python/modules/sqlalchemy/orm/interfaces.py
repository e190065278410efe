"""What the ORM's parts are to each other."""

from .properties import MapperProperty


class InspectionAttr:
    is_mapper = is_attribute = False


class PropComparator:
    def __init__(self, prop=None, parententity=None, adapt_to_entity=None):
        self.prop = self.property = prop

    def __class_getitem__(cls, item):
        return cls


class UserDefinedOption:
    pass


class RelationshipDirection:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return "<RelationshipDirection.%s>" % self.name


ONETOMANY = RelationshipDirection("ONETOMANY")
MANYTOONE = RelationshipDirection("MANYTOONE")
MANYTOMANY = RelationshipDirection("MANYTOMANY")
EXT_CONTINUE = EXT_STOP = EXT_SKIP = None
