"""Finds out what a relationship joins: the class that it names, and the
columns that its condition makes equal."""

from .. import exc
from ..sql.elements import and_, element
from .annotations import annotations_of
from .interfaces import MANYTOMANY, MANYTOONE, ONETOMANY
from .mapping import mapping_of
from .names import resolve

_COLLECTIONS = ("List", "list", "Set", "set", "Sequence", "Collection", "Dict", "dict", "MutableSet",
                "MutableSequence", "Iterable", "KeyFuncDict", "MappedCollection", "Tuple", "tuple",
                "FrozenSet", "frozenset", "MutableMapping", "Mapping")
_SETS = ("Set", "set", "MutableSet")


def target_of(relation):
    """The mapping that a relationship points at, whether its annotation says
    that there are many, and the collection that the annotation names."""
    declared = relation.declared
    argument = declared.argument
    many = collection = None
    annotation = declared.annotation
    if annotation is None and argument is None:
        annotation = _annotation(relation)
    if annotation is not None:
        name, many, collection = _read(annotation)
        if argument is None:
            argument = name
    if argument is None:
        raise exc.ArgumentError(
            "relationship '%s' expects a class or a mapper argument (received: %s)"
            % (relation.key, type(None))
        )
    if isinstance(argument, str):
        argument = resolve(argument, relation.mapping, "argument")
    elif hasattr(argument, "__forward_arg__"):
        argument = resolve(argument.__forward_arg__, relation.mapping, "argument")
    elif not isinstance(argument, type) and callable(argument) and not hasattr(
        argument, "class_"
    ):
        argument = argument()
    cls = getattr(argument, "class_", argument)
    if not isinstance(cls, type) or not hasattr(cls, "__mapper__"):
        raise exc.ArgumentError(
            "relationship '%s' expects a class or a mapper argument (received: %s)"
            % (relation.key, type(cls))
        )
    return mapping_of(cls), many, collection


def _annotation(relation):
    """What the class writes about an attribute, as it stands there."""
    for base in relation.mapping.cls.__mro__:
        if base is object:
            continue
        found = annotations_of(base).get(relation.key)
        if found is not None:
            if isinstance(found, str):
                start, end = found.find("["), found.rfind("]")
                if found[:max(start, 0)].rpartition(".")[2].endswith("Mapped"):
                    return found[start + 1:end]
            return found
    return None


def _read(annotation):
    """The class that an annotation names, whether there are many of them, and
    in which collection."""
    many, collection = False, None
    while True:
        if hasattr(annotation, "__forward_arg__"):
            annotation = annotation.__forward_arg__
        if isinstance(annotation, str):
            text = annotation.strip().strip("'\"")
            if text.endswith("]") and "[" in text:
                outer, _, inner = text[:-1].partition("[")
                outer = outer.rpartition(".")[2]
                if outer in _COLLECTIONS:
                    many = True
                    collection = _made(outer)
                    inner = inner.rpartition(",")[2] if outer.lower() == "dict" else inner
                elif outer == "Union":
                    inner = [part for part in inner.split(",") if part.strip() != "None"][0]
                annotation = inner
                continue
            parts = [part.strip() for part in text.split("|")]
            parts = [part for part in parts if part != "None"]
            if parts and parts[0] != text:
                annotation = parts[0]
                continue
            return text, many, collection
        origin = getattr(annotation, "__origin__", None)
        arguments = getattr(annotation, "__args__", ())
        if isinstance(annotation, type) and origin is None:
            return annotation, many, collection
        arguments = [part for part in arguments if part not in (None, type(None))]
        if not arguments:
            return annotation, many, collection
        name = getattr(origin, "__name__", None) or getattr(origin, "_name", None) or ""
        if name in _COLLECTIONS:
            many = True
            collection = _made(name) or (origin if isinstance(origin, type) else None)
            if collection in (tuple, frozenset) or getattr(
                collection, "__module__", ""
            ).startswith("collections"):
                collection = None
        annotation = arguments[-1]


def _made(name):
    if name in _SETS:
        return set
    if name in ("Dict", "dict"):
        return dict
    return None


def expressions_of(given, relation):
    """What a relationship was given, as expressions: a text, a function, one
    or several."""
    if callable(given) and not hasattr(given, "_is_clause") and not hasattr(
        given, "__clause_element__"
    ):
        given = given()
    if isinstance(given, str):
        given = resolve(given, relation.mapping, "argument")
    if isinstance(given, (list, tuple, set)):
        return [part for item in given for part in expressions_of(item, relation)]
    # A mapped column passes for its column, but is not the same object.
    clause = getattr(given, "__clause_element__", None)
    found = element(given if clause is None else clause())
    return [given if found is None else found]


def _plain(column):
    """The column itself, without what `remote()` or `foreign()` say."""
    return column.__dict__.get("_annotated", column)


class Joins:
    """The conditions of a relationship and what they say."""

    def __init__(self, relation):
        self.relation = relation
        self.mapping = relation.mapping
        self.target = relation.target
        options = relation.options
        self.locals = list(self.mapping.tables)
        self.targets = list(self.target.tables)
        self.self_referential = any(table in self.locals for table in self.targets)
        self.secondary = self._secondary(relation.declared.secondary)
        self.given_foreign = [
            _plain(column) for column in self._given(options.get("foreign_keys"))
        ]
        self.given_remote = [_plain(column) for column in self._given(options.get("remote_side"))]
        primaryjoin = self._given(options.get("primaryjoin"))
        secondaryjoin = self._given(options.get("secondaryjoin"))
        self.primaryjoin = primaryjoin[0] if primaryjoin else None
        self.secondaryjoin = secondaryjoin[0] if secondaryjoin else None
        self.remote = []
        self.target_pairs = []
        if self.secondary is not None:
            self._through()
        else:
            self._between()

    def _given(self, given):
        if given is None:
            return []
        return expressions_of(given, self.relation)

    def _secondary(self, given):
        if given is None:
            return None
        found = self._given(given)[0]
        return found

    def _through(self):
        """Many to many: both sides have pairs with the secondary table."""
        secondary = [self.secondary]
        if self.primaryjoin is None:
            self.primaryjoin = self._keys(self.locals, secondary, "primaryjoin")
        if self.secondaryjoin is None:
            self.secondaryjoin = self._keys(self.targets, secondary, "secondaryjoin")
        self.direction = MANYTOMANY
        self.pairs = self._pairs_with(self.primaryjoin, self.secondary)
        self.target_pairs = [
            (own, other) for other, own in self._pairs_with(self.secondaryjoin, self.secondary)
        ]
        # Only the secondary table is told from the sides.
        self.self_referential = False

    def _pairs_with(self, condition, table):
        pairs = []
        for left, right in equalities(condition):
            left, right = _plain(left), _plain(right)
            if right.table is table:
                pairs.append((left, right))
            elif left.table is table:
                pairs.append((right, left))
        return pairs

    def _keys(self, ones, others, what):
        """The condition that foreign keys between tables make."""
        found = {}
        for there in others:
            for foreign_key in getattr(there, "foreign_keys", ()):
                if self.given_foreign and not _among(foreign_key.parent, self.given_foreign):
                    if not self.secondary is there:
                        continue
                target = _target(foreign_key)
                if target is not None and target.table in ones:
                    found.setdefault(id(foreign_key.constraint), []).append(
                        (target, foreign_key.parent)
                    )
        backwards = {}
        if self.secondary is None:
            for here in ones:
                for foreign_key in getattr(here, "foreign_keys", ()):
                    if self.given_foreign and not _among(foreign_key.parent, self.given_foreign):
                        continue
                    target = _target(foreign_key)
                    if target is not None and target.table in others:
                        backwards.setdefault(id(foreign_key.constraint), []).append(
                            (target, foreign_key.parent)
                        )
        if self.self_referential and self.secondary is None:
            backwards = {}
        groups = [*found.values(), *backwards.values()]
        if not groups:
            raise exc.NoForeignKeysError(self._message("none", what))
        if len(groups) > 1:
            raise exc.AmbiguousForeignKeysError(self._message("many", what))
        parts = [left == right for left, right in groups[0]]
        return parts[0] if len(parts) == 1 else and_(*parts)

    def _message(self, number, what):
        via = ""
        if self.secondary is not None:
            via = " via secondary table '%s'" % self.secondary.name
        start = (
            "Could not determine join condition between parent/child tables on relationship "
            "%s - " % self.relation
        )
        if number == "none":
            hint = (
                "Ensure that referencing columns are associated with a ForeignKey or "
                "ForeignKeyConstraint, or specify a 'primaryjoin'%s expression."
                % (" and 'secondaryjoin'" if via else "")
            )
            if via:
                return (
                    start + "there are no foreign keys linking these tables%s.  %s" % (via, hint)
                )
            return start + "there are no foreign keys linking these tables.  " + hint
        if via:
            return (
                start
                + "there are multiple foreign key paths linking the tables%s.  Specify the "
                "'foreign_keys' argument, providing a list of those columns which should be "
                "counted as containing a foreign key reference from the secondary table to "
                "each of the parent and child tables." % via
            )
        return (
            start
            + "there are multiple foreign key paths linking the tables.  Specify the "
            "'foreign_keys' argument, providing a list of those columns which should be "
            "counted as containing a foreign key reference to the parent table."
        )

    def _between(self):
        if self.primaryjoin is None:
            self.primaryjoin = self._keys(self.locals, self.targets, "primaryjoin")
        pairs = [
            (left, right)
            for left, right in equalities(self.primaryjoin)
            if left.table is not None and right.table is not None
        ]
        found = []
        for left, right in pairs:
            foreign = self._foreign(left, right)
            if foreign is None:
                continue
            other = right if foreign is left else left
            found.append((_plain(other), _plain(foreign), foreign, other))
        if not found:
            raise exc.ArgumentError(
                "Could not locate any relevant foreign key columns for primary join condition "
                "'%s' on relationship %s.  Ensure that referencing columns are associated with "
                "a ForeignKey or ForeignKeyConstraint, or are annotated in the join condition "
                "with the foreign() annotation." % (self.primaryjoin, self.relation)
            )
        self.direction = self._direction(found)
        self.pairs = []
        for referred, foreign, _, _ in found:
            if self.direction is MANYTOONE:
                self.pairs.append((foreign, referred))
            else:
                self.pairs.append((referred, foreign))
        if self.self_referential:
            self.remote = self.given_remote or [remote for _, remote in self.pairs]

    def _foreign(self, left, right):
        """Which of two columns refers to the other."""
        for column in (left, right):
            if column.__dict__.get("_is_foreign"):
                return column
        for column in (left, right):
            if _among(_plain(column), self.given_foreign):
                return column
        if self.given_foreign:
            return None
        for column, other in ((left, right), (right, left)):
            for foreign_key in _plain(column).foreign_keys:
                if _target(foreign_key) is _plain(other):
                    return column
        for column, other in ((left, right), (right, left)):
            # A parent table's column stands for that of a table joined to it.
            for foreign_key in _plain(column).foreign_keys:
                target = _target(foreign_key)
                if target is not None and target.key == _plain(other).key:
                    return column
        for column in (left, right):
            if column.__dict__.get("_is_remote"):
                return column
        return None

    def _direction(self, found):
        referred, foreign, foreign_given, other = found[0]
        if self.self_referential:
            for column, direction in ((other, MANYTOONE), (foreign_given, ONETOMANY)):
                if column.__dict__.get("_is_remote"):
                    self.given_remote = [
                        pair[0] if direction is MANYTOONE else pair[1] for pair in found
                    ]
                    return direction
            if self.given_remote and _among(referred, self.given_remote):
                return MANYTOONE
            return ONETOMANY
        if foreign.table in self.targets and foreign.table not in self.locals:
            return ONETOMANY
        return MANYTOONE


def _target(foreign_key):
    try:
        return foreign_key.column
    except exc.SQLAlchemyError:
        return None


def _among(column, columns):
    return any(column is other for other in columns)


def equalities(condition):
    """The pairs of columns that a condition makes equal."""
    found = []
    waiting = [condition]
    while waiting:
        part = waiting.pop(0)
        node = part._node
        if node == "logical":
            if part._operator == "and_":
                waiting = [*part.clauses, *waiting]
        elif node == "grouping":
            waiting.insert(0, part.element)
        elif node == "binary" and part._operator == "eq":
            left, right = part.left, part.right
            if getattr(left, "_node", None) == "column" and right._node == "column":
                found.append((left, right))
    return found
