"""Classes that are made of the tables that a database has."""

from ..orm.interfaces import MANYTOMANY, MANYTOONE, ONETOMANY
from ..orm.properties import backref, relationship
from ..orm.scan import install


def classname_for_table(base, tablename, table):
    return str(tablename)


def name_for_scalar_relationship(base, local_cls, referred_cls, constraint):
    return referred_cls.__name__.lower()


def name_for_collection_relationship(base, local_cls, referred_cls, constraint):
    return referred_cls.__name__.lower() + "_collection"


def generate_relationship(base, direction, return_fn, attrname, local_cls, referred_cls, **kw):
    if return_fn is backref:
        return return_fn(attrname, **kw)
    return return_fn(referred_cls, **kw)


class Classes(dict):
    """The classes by their names, as attributes too."""

    def __getattr__(self, name):
        try:
            return self[name]
        except KeyError:
            raise AttributeError(name) from None


class AutomapBase:
    __abstract__ = True
    classes = None
    by_module = None

    @classmethod
    def prepare(
        cls,
        autoload_with=None,
        engine=None,
        reflect=False,
        schema=None,
        classname_for_table=None,
        modulename_for_table=None,
        collection_class=list,
        name_for_scalar_relationship=None,
        name_for_collection_relationship=None,
        generate_relationship=None,
        reflection_options=None,
    ):
        """Reads the tables and makes a class of each that has a primary key,
        with relationships where there are foreign keys."""
        bind = autoload_with if autoload_with is not None else engine
        if bind is not None:
            options = {"extend_existing": True, "autoload_replace": False}
            options.update(reflection_options or {})
            cls.metadata.reflect(bind, schema=schema, **options)
        here = globals()
        naming = {
            name: given or here[name]
            for name, given in (
                ("classname_for_table", classname_for_table),
                ("name_for_scalar_relationship", name_for_scalar_relationship),
                ("name_for_collection_relationship", name_for_collection_relationship),
                ("generate_relationship", generate_relationship),
            )
        }
        _Prepared(cls, naming, collection_class).run()


class _Prepared:
    def __init__(self, base, naming, collection_class):
        self.base = base
        self.collection_class = collection_class
        self.naming = naming

    def run(self):
        base = self.base
        by_table = {}
        for mapped in base.registry._mapped:
            if mapped.__table__ is not None:
                by_table[mapped.__table__] = mapped
                # It was declared before its columns were known.
                mapped.__mapper__.__dict__.pop("_mapping", None)
                for column in mapped.__table__.columns:
                    if not hasattr(mapped, column.key):
                        install(mapped, column.key, column)
        declared = set(by_table.values())
        through = {}
        for table in list(base.metadata.tables.values()):
            if table in by_table:
                continue
            sides = _secondary(table)
            if sides is not None:
                through[table] = sides
            elif len(table.primary_key.columns):
                name = self.naming["classname_for_table"](base, table.name, table)
                by_table[table] = type(name, (base,), {"__table__": table})
        if base.classes is None:
            type.__setattr__(base, "classes", Classes())
        for mapped in by_table.values():
            if mapped not in declared:
                base.classes[mapped.__name__] = mapped
        for table, mapped in list(by_table.items()):
            for constraint in sorted(
                table.foreign_key_constraints, key=lambda one: str(one.name or "")
            ):
                self._to_one(by_table, mapped, constraint)
        for table, sides in through.items():
            self._to_many(by_table, table, sides)

    def _to_one(self, by_table, mapped, constraint):
        referred = by_table.get(constraint.referred_table)
        if referred is None:
            return
        naming, base = self.naming, self.base
        columns = list(constraint.columns)
        for key, declared in mapped.__mapper__._props.items():
            given = getattr(declared, "options", {}).get("foreign_keys")
            if given is not None and list(given) == columns:
                return
        name = naming["name_for_scalar_relationship"](base, mapped, referred, constraint)
        other = naming["name_for_collection_relationship"](base, referred, mapped, constraint)
        options = {"foreign_keys": columns}
        if mapped is referred:
            options["remote_side"] = [element.column for element in constraint.elements]
        back = None
        if name in mapped.__mapper__._props or name in mapped.__table__.c:
            return
        if other not in referred.__mapper__._props:
            more = {"collection_class": self.collection_class}
            if all(not column.nullable for column in columns):
                more["cascade"] = "all, delete-orphan"
                if (constraint.ondelete or "").lower() == "cascade":
                    more["passive_deletes"] = True
            elif (constraint.ondelete or "").lower() == "set null":
                more["passive_deletes"] = True
            back = naming["generate_relationship"](
                base, ONETOMANY, backref, other, referred, mapped, **more
            )
        made = naming["generate_relationship"](
            base, MANYTOONE, relationship, name, mapped, referred, backref=back, **options
        )
        if made is not None:
            setattr(mapped, name, made)

    def _to_many(self, by_table, table, sides):
        left, right = (by_table.get(constraint.referred_table) for constraint in sides)
        if left is None or right is None:
            return
        naming, base = self.naming, self.base
        name = naming["name_for_collection_relationship"](base, left, right, sides[0])
        other = naming["name_for_collection_relationship"](base, right, left, sides[1])
        back = None
        if other not in right.__mapper__._props:
            back = naming["generate_relationship"](
                base, MANYTOMANY, backref, other, right, left,
                collection_class=self.collection_class,
            )
        if name in left.__mapper__._props:
            return
        conditions = [
            _all([element.parent == element.column for element in constraint.elements])
            for constraint in sides
        ]
        made = naming["generate_relationship"](
            base, MANYTOMANY, relationship, name, left, right, secondary=table,
            primaryjoin=conditions[0], secondaryjoin=conditions[1], backref=back,
            collection_class=self.collection_class,
        )
        if made is not None:
            setattr(left, name, made)


def _all(parts):
    from ..sql.elements import and_

    return parts[0] if len(parts) == 1 else and_(*parts)


def _secondary(table):
    """The two foreign keys of a table that has nothing else."""
    constraints = sorted(table.foreign_key_constraints, key=lambda one: str(one.name or ""))
    covered = {column for constraint in constraints for column in constraint.columns}
    if len(constraints) != 2 or any(column not in covered for column in table.columns):
        return None
    return constraints


def automap_base(declarative_base=None, **kw):
    """A base whose `prepare()` makes classes."""
    from ..orm import decl_api

    base = declarative_base if declarative_base is not None else decl_api.declarative_base(**kw)
    return type(base)(
        base.__name__, (AutomapBase, base), {"__abstract__": True, "classes": Classes()}
    )
