"""What is legal and rare."""
from typing import Generic, List, Optional, TypeVar

import sqlalchemy as sa
import sqlalchemy.orm as orm
from sqlalchemy import Column as C
from sqlalchemy import event
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import as_declarative, declarative_mixin, declared_attr
from sqlalchemy.schema import DDL, DefaultClause
from sqlalchemy.sql import expression, func
from sqlalchemy.sql.functions import GenericFunction
from sqlalchemy.types import TypeDecorator, UserDefinedType

NAMING = {
    "ix": "ix_%(column_0_N_label)s", "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s", "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s", "fks": lambda c, t: "x", "fk_extra": "y",
}
metadata = sa.MetaData(naming_convention=NAMING, schema=None, info={"x": 1})


class utcnow(expression.FunctionElement):
    type = sa.DateTime()
    inherit_cache = True


@compiles(utcnow, "postgresql")
def pg_utcnow(element, compiler, **kw):
    return "TIMEZONE('utc', CURRENT_TIMESTAMP)"


@compiles(utcnow)
def utcnow_(element, compiler, **kw):
    return "CURRENT_TIMESTAMP"


class as_utc(GenericFunction):
    type = sa.DateTime()
    inherit_cache = True


class TZDateTime(TypeDecorator):
    impl = sa.DateTime
    cache_ok = True

    def __init__(self, *a, **kw):
        kw.setdefault("timezone", True)
        super().__init__(*a, **kw)


class Money(TypeDecorator):
    impl = sa.Numeric(10, 2)
    cache_ok = True

    def load_dialect_impl(self, dialect):
        if dialect.name == "sqlite":
            return dialect.type_descriptor(sa.String(20))
        return dialect.type_descriptor(sa.Numeric(18, 6))


class Guid(TypeDecorator):
    impl = sa.CHAR
    cache_ok = True

    @property
    def python_type(self):
        return str

    def load_dialect_impl(self, dialect):
        from sqlalchemy.dialects.postgresql import UUID
        if dialect.name == "postgresql":
            return dialect.type_descriptor(UUID())
        return dialect.type_descriptor(sa.CHAR(32))


class Ltree(UserDefinedType):
    cache_ok = True

    def get_col_spec(self, **kw):
        return "LTREE"


class Vector(UserDefinedType):
    cache_ok = True

    def __init__(self, dim=None):
        self.dim = dim

    def get_col_spec(self, **kw):
        return "VECTOR(%d)" % self.dim if self.dim else "VECTOR"


class MyString(sa.String):
    pass


class Interval2(sa.types.TypeEngine):
    __visit_name__ = "interval2"


@compiles(Interval2)
def c_interval(type_, compiler, **kw):
    return "INTERVAL2"


class EncryptedType(TypeDecorator):
    impl = sa.LargeBinary
    cache_ok = True

    def __init__(self, key=None, **kw):
        super().__init__(**kw)
        self.key = key


class Named:
    name = C(sa.Unicode(40), nullable=False)

    @declared_attr
    def __tablename__(cls):
        return cls.__name__.lower() + "s"

    id = C(sa.Integer, primary_key=True)
    __table_args__ = {"sqlite_with_rowid": True}


@as_declarative(metadata=metadata)
class Base(object):
    @declared_attr
    def __tablename__(cls) -> str:
        return cls.__name__.lower()

    @property
    def columns(self):
        return [c.name for c in self.__table__.columns]

    __allow_unmapped__ = True
    x: int


@declarative_mixin
class Audit:
    created = C("created_on", TZDateTime, server_default=utcnow(), nullable=False)
    changed = C(TZDateTime(), server_default=func.now(), onupdate=utcnow(), server_onupdate=sa.FetchedValue())

    @declared_attr
    def owner_id(cls):
        return C(sa.ForeignKey("owner.id", ondelete="SET NULL"), nullable=True, index=True)

    @declared_attr
    def owner(cls):
        return orm.relationship("Owner", foreign_keys=[cls.owner_id])


class Owner(Base):
    id = C(sa.Integer, sa.Sequence("owner_seq", start=5), primary_key=True)
    email = C(sa.String(length=255, collation="NOCASE"), unique=True, index=True)
    kind = C(sa.Enum("a", "b", name="owner_kind", create_constraint=True), default="a", server_default="a")
    small = C(sa.Enum("q", "w", native_enum=False, create_constraint=True, name="small"))
    flag = C(sa.Boolean(create_constraint=True, name="flag_ck"), server_default=sa.true())
    flag2 = C(sa.Boolean(), server_default=expression.false(), nullable=False)
    path = C(Ltree)
    v = C(Vector(3))
    v0 = C(Vector)
    i2 = C(Interval2())
    sec = C(EncryptedType("k"))
    s = C(MyString(5))
    g = C(Guid, default="x")
    m = C(Money)
    pt = C(sa.Integer, key="point", info={"k": 1}, doc="d", comment="com'ment")
    sys = C("Weird Name", sa.Integer, quote=True)
    pct = C(sa.String, server_default="100%")
    q = C(sa.String, server_default=sa.text("'it''s'"))
    dc = C(sa.Integer, server_default=DefaultClause("7"))
    c2 = C(sa.Integer, sa.Computed("m * 2", persisted=True))
    ts = C(sa.TIMESTAMP(timezone=True), server_default=sa.func.timezone("utc", sa.func.now()))
    j = C(sa.JSON(none_as_null=True), server_default=sa.text("'{}'"))
    pk_ = C(sa.types.PickleType(protocol=4))
    iv = C(sa.Interval(native=True, second_precision=3))
    dbl = C(sa.Double(53))
    f = C(sa.Float(precision=10, decimal_return_scale=3))
    big = C(sa.BigInteger().with_variant(sa.Integer, "sqlite"))
    u = C(sa.Uuid(as_uuid=False, native_uuid=False))
    arr = C(sa.ARRAY(sa.Integer, dimensions=2).with_variant(sa.JSON, "sqlite"))


class Doc(Audit, Named, Base):
    title = C(sa.Text, nullable=False)
    sa.Index("doc_title_ix", title)
    __table_args__ = (
        sa.PrimaryKeyConstraint("id", name="doc_pk"),
        sa.UniqueConstraint("title", "name", name="uq_t", deferrable=True),
        sa.CheckConstraint("length(title) > 3", name="len"),
        sa.CheckConstraint(sa.and_(sa.column("id") > 3, sa.column("name") != "a%b"), name=sa.schema.conv("final")),
        sa.Index(None, "title", "name", unique=True),
        sa.Index("ix_part", "name", postgresql_where=sa.text("name <> ''"), sqlite_where=sa.text("name <> ''"), postgresql_using="hash"),
        sa.Index("ix_ops", "name", postgresql_ops={"name": "text_pattern_ops"}, postgresql_include=["title"], postgresql_concurrently=True),
        sa.Index("ix_expr", sa.text("lower(name)"), sa.text("title DESC")),
        {"comment": "docs"},
    )


class Parent(Base):
    id = C(sa.Integer, primary_key=True)
    type = C(sa.String(5))
    __mapper_args__ = {"polymorphic_on": type, "polymorphic_identity": "p", "with_polymorphic": "*"}


class ChildA(Parent):
    __tablename__ = None
    a = C(sa.Integer)
    __mapper_args__ = {"polymorphic_identity": "a"}


class ChildB(Parent):
    id = C(sa.ForeignKey("parent.id"), primary_key=True)
    a = C("b_a", sa.Integer, index=True)
    __mapper_args__ = {"polymorphic_identity": "b", "inherit_condition": id == Parent.id}


class GrandChild(ChildB):
    __tablename__ = "grand_child"
    id = C(sa.ForeignKey(ChildB.id), primary_key=True)
    __mapper_args__ = {"polymorphic_identity": "c"}


t = sa.Table(
    "t", metadata,
    C("id", sa.Integer, primary_key=True),
    C("x", sa.Integer, sa.CheckConstraint("x > 0", name="xpos"), sa.ForeignKey("owner.id"), index=True, unique=True),
    C("y", sa.Integer),
    sa.Index("ix_t_y", "y", unique=True),
    extend_existing=False, keep_existing=True,
)
t.append_column(C("z", sa.Integer, nullable=False))
sa.Index("ix_t_z", t.c.z, t.c.y.desc())
copy = t.to_metadata(metadata, name="t_copy")
# A copy takes constraints in the order of a set.
t.append_constraint(sa.CheckConstraint("z > 1", name="z"))
sa.Table("t", metadata, C("more", sa.Integer), extend_existing=True)
assoc = sa.Table("assoc", Base.metadata, C("l", None, sa.ForeignKey("t.id"), primary_key=True), C("r", sa.ForeignKey("owner.id"), primary_key=True))
view = sa.table("v", sa.column("id"))
sub = sa.select(t.c.id, func.count().label("n")).group_by(t.c.id).subquery()


class OnSelect(Base):
    __table__ = sub
    __mapper_args__ = {"primary_key": [sub.c.id]}
    __tablename__ = None


class OnJoin(Base):
    __table__ = sa.join(t, assoc, t.c.id == assoc.c.l)
    id = orm.column_property(t.c.id, assoc.c.l)
    x2 = orm.column_property(t.c.x)


def tables_of(*names):
    for name in names:
        attrs = {"__tablename__": name, "id": C(sa.Integer, primary_key=True), "ref": C(sa.ForeignKey("%s.id" % name))}
        yield type(name.title(), (Base,), attrs)


GENERATED = list(tables_of("gen_one", "gen_two"))
event.listen(t, "after_create", DDL("ALTER TABLE t SET x").execute_if(dialect="postgresql"))
orm.configure_mappers()
T = TypeVar("T")


class Repo(Generic[T]):
    def get(self, session: orm.Session, id: int) -> Optional[T]:
        return session.get(self.model, id)

    def all(self) -> List[T]:
        return []
