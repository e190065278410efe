"""Options that say what a query loads with its objects, and what only when it
is asked for."""

from .comparison import RelationshipComparator
from .mapping import mapping_of


class Load:
    """Options of a query, in the order in which they were called."""

    def __init__(self, entity=None):
        self.entity = entity
        # What to do, with what, and on the way through which relationships.
        self.steps = ()
        self.path = ()

    def __class_getitem__(cls, item):
        return cls

    def _with(self, what, attributes, deeper=False, **kw):
        other = Load(self.entity)
        path = self.path
        steps = list(self.steps)
        for attribute in attributes:
            steps.append(Step(what, path, attribute, kw))
            if deeper:
                # The attributes of one call were chained in SQLAlchemy 1.
                path = (*path, _name(attribute))
        other.steps = tuple(steps)
        other.path = path
        return other

    def options(self, *options):
        other = Load(self.entity)
        other.path = self.path
        steps = list(self.steps)
        for option in options:
            for step in option.steps:
                steps.append(
                    Step(step.what, (*self.path, *step.path), step.attribute, step.given)
                )
        other.steps = tuple(steps)
        return other


class Step:
    """One thing that an option asks for."""

    def __init__(self, what, path, attribute, given):
        self.what = what
        self.path = path
        self.attribute = attribute
        self.given = given

    @property
    def name(self):
        return _name(self.attribute)


def _name(attribute):
    if isinstance(attribute, str):
        return attribute
    mapper = getattr(getattr(attribute, "table", None), "_mapper", None)
    if mapper is not None:
        return mapping_of(mapper.class_).keys.get(attribute, attribute.key)
    return attribute.key


_DEEPER = (
    "joinedload subqueryload selectinload immediateload lazyload noload raiseload "
    "contains_eager defaultload"
).split()
_FLAT = "load_only defer undefer undefer_group with_expression selectin_polymorphic".split()


def _method(name, deeper):
    def method(self, *attributes, **kw):
        return self._with(name, attributes, deeper, **kw)

    def function(*attributes, **kw):
        return Load()._with(name, attributes, deeper, **kw)

    method.__name__ = function.__name__ = name
    setattr(Load, name, method)
    globals()[name] = function


for _name_of in _DEEPER:
    _method(_name_of, True)
for _name_of in _FLAT:
    _method(_name_of, False)


class WithCriteria(Load):
    """`with_loader_criteria()`: a condition on every row of a class."""

    def __init__(self, entity, criteria):
        super().__init__(entity)
        self.criteria = criteria


def with_loader_criteria(entity_or_base, where_criteria, **kw):
    return WithCriteria(entity_or_base, where_criteria)


class Plan:
    """What the options of a query mean for the objects of one class."""

    def __init__(self, steps=()):
        # Steps, each with the rest of its path.
        self.steps = steps
        self.only = None
        self.deferred = set()
        self.undeferred = set()
        self.groups = set()
        self.raising = False
        # Relationships and how to load them.
        self.how = {}
        self.given = {}
        for path, step in steps:
            if path:
                continue
            if step.what == "load_only":
                names = self.only = set() if self.only is None else self.only
                names.add(step.name)
                self.raising = step.given.get("raiseload", False)
            elif step.what == "defer":
                self.deferred.add(step.name)
                self.undeferred.discard(step.name)
            elif step.what == "undefer":
                self.undeferred.add(step.name)
                self.deferred.discard(step.name)
            elif step.what == "undefer_group":
                self.groups.add(step.name)
            elif step.what in _DEEPER:
                self.how[step.name] = step.what
                self.given[step.name] = step

    def __bool__(self):
        return bool(self.steps)

    def below(self, key):
        """What the options mean for the objects of a relationship."""
        return Plan([(path[1:], step) for path, step in self.steps if path and path[0] == key])

    def wanted(self, mapping):
        """The attributes that are loaded with an object."""
        if not self.steps:
            return mapping.eager
        found = []
        for key in mapping.attributes:
            group = mapping.deferred.get(key)
            late = key in mapping.deferred
            if key in mapping.key_names:
                found.append(key)
                continue
            if self.only is not None:
                late = key not in self.only and key != mapping.discriminator_key
            if key in self.deferred or "*" in self.deferred:
                late = True
            if key in self.undeferred or "*" in self.undeferred:
                late = False
            if group is not None and group in self.groups:
                late = False
            if not late:
                found.append(key)
        return tuple(found)

    def defers(self, key):
        """Whether the attribute is loaded only when it is asked for."""
        if key in self.deferred:
            return True
        return self.only is not None and key not in self.only

    def how_for(self, relation):
        """How a relationship is loaded."""
        return self.how.get(relation.key) or self.how.get("*") or relation.lazy


def plan_of(options, entity, alone):
    """The options of a query that are about one of its entities."""
    steps = []
    for option in options:
        for step in getattr(option, "steps", ()):
            if option.entity is not None and option.entity is not entity:
                continue
            if not step.path and not alone and not _is_of(step.attribute, entity):
                continue
            steps.append((step.path, step))
    return Plan(steps) if steps else NOTHING


def _is_of(attribute, entity):
    if isinstance(attribute, RelationshipComparator):
        if attribute._alias is not None:
            return attribute._alias is entity
        cls = getattr(entity, "_class", entity)
        return issubclass(cls, attribute._class) or issubclass(attribute._class, cls)
    table = getattr(attribute, "table", None)
    if table is not None:
        alias = getattr(entity, "_table", None)
        return table is alias if alias is not None else table in mapping_of(entity).tables
    return True


NOTHING = Plan()
