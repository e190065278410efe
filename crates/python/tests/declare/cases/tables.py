# case: a table with a serial key
sa.Table("users", metadata, sa.Column("id", sa.Integer, primary_key=True), sa.Column("name", sa.String(50), nullable=False))
# case: keys that count and keys that do not
sa.Table("a", metadata, sa.Column("id", sa.BigInteger, primary_key=True))
sa.Table("b", metadata, sa.Column("id", sa.SmallInteger, primary_key=True, autoincrement=True))
sa.Table("c", metadata, sa.Column("id", sa.Integer, primary_key=True, autoincrement=False))
sa.Table("d", metadata, sa.Column("id", sa.Integer, sa.ForeignKey("a.id"), primary_key=True))
sa.Table("e", metadata, sa.Column("id", sa.Integer, primary_key=True, default=1))
sa.Table("f", metadata, sa.Column("id", sa.Integer, primary_key=True, server_default="1"))
sa.Table("g", metadata, sa.Column("id", sa.String(5), primary_key=True))
sa.Table("h", metadata, sa.Column("x", sa.Integer, primary_key=True), sa.Column("y", sa.Integer, primary_key=True))
sa.Table("i", metadata, sa.Column("x", sa.Integer, primary_key=True), sa.Column("y", sa.Integer, primary_key=True, autoincrement=True))
sa.Table("j", metadata, sa.Column("id", sa.Integer, sa.Sequence("j_numbers"), primary_key=True))
# case: a primary key constraint
sa.Table("t", metadata, sa.Column("id", sa.Integer(), nullable=False), sa.Column("x", sa.Integer()), sa.PrimaryKeyConstraint("id", name="t_key"))
sa.Table("u", metadata, sa.Column("id", sa.Integer()), sa.Column("x", sa.Integer()), sa.PrimaryKeyConstraint("x", "id"))
sa.Table("v", metadata, sa.Column("id", sa.Integer(), nullable=True), sa.PrimaryKeyConstraint("id", deferrable=True, initially="DEFERRED"))
# case: constraints in the order in which they were written
sa.Table(
    "t", metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("a", sa.Integer, sa.ForeignKey("other.id"), unique=True),
    sa.Column("b", sa.Integer, unique=True),
    sa.UniqueConstraint("a", "b", name="a_and_b"),
    sa.CheckConstraint("a > 0", name="positive"),
    sa.ForeignKeyConstraint(["b"], ["other.id"], name="to_other", ondelete="SET NULL", onupdate="CASCADE"),
)
sa.Table("other", metadata, sa.Column("id", sa.Integer, primary_key=True))
# case: a check in a column
sa.Table("t", metadata, sa.Column("a", sa.Integer, sa.CheckConstraint("a > 0")), sa.Column("b", sa.Integer, sa.CheckConstraint("b > 0", name="b_positive"), nullable=False))
# case: checks as expressions
a = sa.Column("a", sa.Integer)
b = sa.Column("b", sa.String(3))
sa.Table("t", metadata, a, b, sa.CheckConstraint(a > 5), sa.CheckConstraint(b.in_(["x", "y"]), name="x_or_y"), sa.CheckConstraint(sa.and_(a < 3, b != None)))
# case: foreign keys in every form
target = sa.Table("target", metadata, sa.Column("id", sa.Integer, primary_key=True), sa.Column("code", sa.String(4), unique=True), schema="app")
sa.Table(
    "t", metadata,
    sa.Column("a", sa.ForeignKey("app.target.id")),
    sa.Column("b", sa.Integer, sa.ForeignKey(target.c.id, name="named", ondelete="CASCADE")),
    sa.Column("c", sa.ForeignKey(target.c.code, onupdate="RESTRICT", deferrable=True, initially="DEFERRED")),
    sa.Column("d", sa.Integer, sa.ForeignKey("t.e", match="FULL")),
    sa.Column("e", sa.Integer, sa.ForeignKey("t.d", use_alter=True, name="later")),
)
# case: a foreign key of two columns
sa.Table("p", metadata, sa.Column("x", sa.Integer, primary_key=True), sa.Column("y", sa.String(3), primary_key=True))
sa.Table("q", metadata, sa.Column("x", sa.Integer), sa.Column("y", sa.String(3)), sa.ForeignKeyConstraint(["x", "y"], ["p.x", "p.y"], name="both"))
# case: a schema for all tables
metadata = sa.MetaData(schema="app")
sa.Table("users", metadata, sa.Column("id", sa.Integer, primary_key=True))
sa.Table("posts", metadata, sa.Column("user_id", sa.Integer, sa.ForeignKey("users.id")), sa.Column("x", sa.Enum("a", name="letters")))
sa.Table("outside", metadata, sa.Column("id", sa.Integer, primary_key=True), schema=sa.BLANK_SCHEMA)
sa.Table("elsewhere", metadata, sa.Column("id", sa.Integer, primary_key=True, index=True), schema="other")
# case: names that need quotes
sa.Table("User Table", metadata, sa.Column("select", sa.Integer, primary_key=True), sa.Column("Name", sa.String), sa.Column("plain", sa.Integer), sa.UniqueConstraint("Name", name="Upper Name"))
sa.Table("order", metadata, sa.Column("a", sa.Integer, quote=True), sa.Column("b-c", sa.Integer), sa.Column("D", sa.Integer, quote=False), quote=True)
sa.Table(sa.quoted_name("q", True), metadata, sa.Column(sa.quoted_name("x", True), sa.Integer))
# case: server defaults
sa.Table(
    "t", metadata,
    sa.Column("a", sa.String, server_default="it's"),
    sa.Column("b", sa.Integer, server_default="0", nullable=False),
    sa.Column("c", sa.Integer, server_default=sa.text("1 + 1")),
    sa.Column("d", sa.DateTime, server_default=sa.func.now()),
    sa.Column("e", sa.Boolean, server_default=sa.true()),
    sa.Column("f", sa.Boolean, server_default=sa.false(), nullable=False),
    sa.Column("g", sa.DateTime, server_default=sa.func.current_timestamp()),
    sa.Column("h", sa.Integer, server_default=sa.FetchedValue()),
    sa.Column("i", sa.String, server_default=sa.null()),
    sa.Column("j", sa.String, server_default=""),
    sa.Column("k", postgresql.JSONB, server_default=sa.text("'{}'::jsonb")),
    sa.Column("l", sa.Integer, server_default=sa.literal(5)),
)
# case: identities
sa.Table("a", metadata, sa.Column("id", sa.Integer, sa.Identity(), primary_key=True))
sa.Table("b", metadata, sa.Column("id", sa.BigInteger, sa.Identity(always=True, start=10, increment=5), primary_key=True))
sa.Table("c", metadata, sa.Column("x", sa.Integer, sa.Identity(minvalue=1, maxvalue=99, cycle=True, cache=3)))
# case: computed columns
sa.Table("t", metadata, sa.Column("a", sa.Integer), sa.Column("b", sa.Integer, sa.Computed("a + 1", persisted=True)))
# case: computed columns without a word on storage
sa.Table("t", metadata, sa.Column("a", sa.Integer), sa.Column("b", sa.Integer, sa.Computed("a + 1")))
# case: comments
sa.Table("t", metadata, sa.Column("a", sa.Integer, comment="it's a"), comment="a table")
# case: enums and booleans with checks
import enum
class Kind(enum.Enum):
    first = 1
    second = 2
sa.Table(
    "t", metadata,
    sa.Column("a", sa.Enum("x", "y", name="letters", create_constraint=True)),
    sa.Column("b", sa.Enum(Kind, create_constraint=True, native_enum=False)),
    sa.Column("c", sa.Boolean(create_constraint=True)),
    sa.Column("d", sa.Boolean(create_constraint=True, name="d_is_bool"), nullable=False),
    sa.Column("e", sa.Enum("x", create_constraint=True, native_enum=False)),
    sa.UniqueConstraint("a"),
)
# case: a naming convention
metadata = sa.MetaData(naming_convention={
    "ix": "ix_%(column_0_label)s", "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s", "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
})
sa.Table("p", metadata, sa.Column("id", sa.Integer, primary_key=True))
sa.Table(
    "t", metadata, sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("p_id", sa.Integer, sa.ForeignKey("p.id"), index=True, unique=True),
    sa.Column("n", sa.String(5), unique=True),
    sa.Column("x", sa.Boolean(create_constraint=True, name="bool")),
    sa.CheckConstraint("n <> ''", name="filled"), sa.UniqueConstraint("n", "p_id", name="given"),
    sa.CheckConstraint("id > 0", name=sa.schema.conv("kept")),
)
# case: a naming convention over several columns
metadata = sa.MetaData(naming_convention={"uq": "uq_%(table_name)s_%(column_0_N_name)s", "ix": "ix_%(table_name)s_%(column_0N_name)s", "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_column_0_name)s"})
sa.Table("p", metadata, sa.Column("x", sa.Integer, primary_key=True), sa.Column("y", sa.Integer, primary_key=True))
sa.Table("t", metadata, sa.Column("a", sa.Integer), sa.Column("b", sa.Integer), sa.UniqueConstraint("a", "b"), sa.Index(None, "a", "b"), sa.ForeignKeyConstraint(["a", "b"], ["p.x", "p.y"]))
# case: a naming convention with a token of the project
metadata = sa.MetaData(naming_convention={"names": lambda constraint, table: "_and_".join(c.name for c in constraint.columns), "uq": "uq__%(table_name)s__%(names)s", "ix": "ix_%(names)s"})
sa.Table("t", metadata, sa.Column("a", sa.Integer, index=True), sa.Column("b", sa.Integer), sa.UniqueConstraint("a", "b"))
# case: indexes
t = sa.Table("t", metadata, sa.Column("a", sa.Integer, index=True), sa.Column("b", sa.String(9), unique=True, index=True), sa.Column("c", postgresql.JSONB), sa.Index("by_a_b", "a", "b", unique=True))
sa.Index("lowered", sa.func.lower(t.c.b))
sa.Index("some", t.c.a, postgresql_where=t.c.a > 3, sqlite_where=t.c.a > 3)
sa.Index("texts", sa.text("b DESC"), _table=t)
sa.Index("descending", t.c.a.desc().nulls_last())
sa.Index("inverted", t.c.c, postgresql_using="gin", postgresql_ops={"c": "jsonb_path_ops"})
sa.Index("covering", t.c.a, postgresql_include=["b"], postgresql_with={"fillfactor": 50}, postgresql_concurrently=True)
sa.Index("nulls", "b", unique=True, postgresql_nulls_not_distinct=True, _table=t)
# case: an index before its table
a = sa.Column("a", sa.Integer)
sa.Index("early", a)
sa.Table("t", metadata, a)
# case: options of a dialect
sa.Table("t", metadata, sa.Column("id", sa.Integer, primary_key=True), mysql_engine="InnoDB", sqlite_autoincrement=True, postgresql_partition_by="RANGE (id)")
sa.Table("u", metadata, sa.Column("id", sa.Integer), sqlite_with_rowid=False, sqlite_strict=True, postgresql_with_oids=True, postgresql_tablespace="fast", postgresql_on_commit="DROP")
sa.Table("v", metadata, sa.Column("a", sa.Integer), sa.UniqueConstraint("a", postgresql_nulls_not_distinct=True, sqlite_on_conflict="IGNORE"), prefixes=["TEMPORARY"])
sa.Table("w", metadata, sa.Column("a", sa.Integer, sqlite_on_conflict_not_null="FAIL", nullable=False), postgresql_inherits="u", postgresql_with={"fillfactor": 70})
# case: unknown options
sa.Table("t", metadata, sa.Column("id", sa.Integer), postgresql_nonsense=True)
# case: options of no dialect
sa.Table("t", metadata, sa.Column("id", sa.Integer), nonsense=True)
# case: an exclusion constraint
sa.Table("t", metadata, sa.Column("room", sa.Integer), sa.Column("during", postgresql.TSRANGE), postgresql.ExcludeConstraint(("room", "="), ("during", "&&"), name="no_overlap", where=sa.text("room > 0"), using="gist"))
# case: types that differ between databases
sa.Table("t", metadata, sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True), sa.Column("data", sa.JSON().with_variant(postgresql.JSONB(), "postgresql")))
# case: a table that is extended
sa.Table("t", metadata, sa.Column("a", sa.Integer), sa.Column("b", sa.Integer))
sa.Table("t", metadata, sa.Column("b", sa.String(3)), sa.Column("c", sa.Integer), extend_existing=True)
# case: a table that is there already
sa.Table("t", metadata, sa.Column("a", sa.Integer))
sa.Table("t", metadata, sa.Column("a", sa.Integer))
# case: a column that is there already
sa.Table("t", metadata, sa.Column("a", sa.Integer), sa.Column("a", sa.String))
# case: a constraint on a column that is not there
sa.Table("t", metadata, sa.Column("a", sa.Integer), sa.UniqueConstraint("b"))
# case: a table that is copied
t = sa.Table("t", sa.MetaData(), sa.Column("id", sa.Integer, primary_key=True), sa.Column("p", sa.Integer, sa.ForeignKey("one.t.id"), index=True), sa.Column("e", sa.Enum("a", name="e", create_constraint=True, native_enum=False)), sa.CheckConstraint("p > 0", name="c"), sa.Index("i", "p", "id"), comment="x", schema="one")
t.to_metadata(metadata, schema="two")
# case: columns that are added later
t = sa.Table("t", metadata, sa.Column("a", sa.Integer))
t.append_column(sa.Column("b", sa.Integer, unique=True, nullable=False))
t.append_constraint(sa.CheckConstraint("a < b"))
t.append_constraint(sa.PrimaryKeyConstraint("a"))
# case: a column of a type that the column it points at has
sa.Table("child", metadata, sa.Column("parent_id", None, sa.ForeignKey("parent.id")), sa.Column("again", sa.ForeignKey("child.parent_id")))
sa.Table("parent", metadata, sa.Column("id", sa.String(7), primary_key=True))
# case: keys of columns
t = sa.Table("t", metadata, sa.Column("real_name", sa.Integer, key="short"), sa.UniqueConstraint("short"))
sa.Table("u", metadata, sa.Column("a", sa.Integer, sa.ForeignKey("t.short")))
# case: a system column
sa.Table("t", metadata, sa.Column("xmin", sa.Integer, system=True), sa.Column("a", sa.Integer))
