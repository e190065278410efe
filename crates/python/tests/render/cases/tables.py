# case: a plain table
sa.Table("t", metadata, sa.Column("id", sa.Integer, primary_key=True), sa.Column("name", sa.String(50), nullable=False))
# case: a table without columns
sa.Table("t", metadata)
# case: a primary key of two columns, and one with a name
sa.Table("a", metadata, sa.Column("x", sa.Integer, primary_key=True), sa.Column("y", sa.Integer, primary_key=True))
sa.Table("b", metadata, sa.Column("x", sa.Integer), sa.PrimaryKeyConstraint("x", name="b_key"))
# case: names that need care
sa.Table("it's", metadata, sa.Column('say "x"', sa.Integer, primary_key=True), sa.Column("größe", sa.Integer),
    sa.Column("select", sa.Integer, index=True))
# case: quoted names
sa.Table("Order", metadata, sa.Column("Id", sa.Integer, primary_key=True, quote=True), quote=True, schema="S")
# case: a schema
sa.Table("t", metadata, sa.Column("id", sa.Integer, primary_key=True, index=True), sa.Column("u", sa.Integer, unique=True), schema="app")
# case: comments
sa.Table("t", metadata, sa.Column("id", sa.Integer, comment="it's a number"), sa.Column("e", sa.Integer, comment=""), comment='say "x"')
# case: info and prefixes
sa.Table("t", metadata, sa.Column("id", sa.Integer), info={"key": "value", "n": 1}, prefixes=["TEMPORARY", "X"])
# case: options of dialects
sa.Table("t", metadata, sa.Column("id", sa.Integer), postgresql_partition_by="RANGE (id)", postgresql_tablespace="fast",
    mysql_engine="InnoDB", mysql_charset="utf8mb4", sqlite_autoincrement=True)
sa.Table("u", metadata, sa.Column("id", sa.Integer), sqlite_strict=True, sqlite_with_rowid=False, postgresql_with_oids=False)
# case: indexes and uniques of columns
sa.Table("t", metadata, sa.Column("a", sa.Integer, index=True), sa.Column("b", sa.Integer, unique=True),
    sa.Column("c", sa.Integer, index=True, unique=True))
# case: foreign keys in columns
sa.Table("p", metadata, sa.Column("id", sa.Integer, primary_key=True))
sa.Table("c", metadata, sa.Column("a", sa.ForeignKey("p.id")), sa.Column("b", sa.Integer, sa.ForeignKey("p.id", name="named", ondelete="CASCADE", onupdate="SET NULL")),
    sa.Column("d", sa.Integer, sa.ForeignKey("p.id", deferrable=True, initially="DEFERRED", match="FULL", use_alter=True, name="late")))
# case: foreign keys between schemas
sa.Table("p", metadata, sa.Column("id", sa.Integer, primary_key=True), schema="one")
sa.Table("c", metadata, sa.Column("a", sa.Integer, sa.ForeignKey("one.p.id")), schema="two")
# case: a foreign key of two columns, and one to itself
sa.Table("p", metadata, sa.Column("x", sa.Integer, primary_key=True), sa.Column("y", sa.Integer, primary_key=True))
sa.Table("c", metadata, sa.Column("id", sa.Integer, primary_key=True), sa.Column("x", sa.Integer), sa.Column("y", sa.Integer),
    sa.Column("up", sa.Integer, sa.ForeignKey("c.id")), sa.ForeignKeyConstraint(["x", "y"], ["p.x", "p.y"], name="both", ondelete="CASCADE"))
# case: a foreign key to a column with a key of its own
sa.Table("p", metadata, sa.Column("id", sa.Integer, primary_key=True, key="number"))
sa.Table("c", metadata, sa.Column("a", sa.Integer, sa.ForeignKey("p.number")), sa.Column("b", sa.Integer, sa.ForeignKey("p.id", link_to_name=True), key="other"))
# case: a foreign key to a table that nobody knows
sa.Table("c", metadata, sa.Column("a", sa.Integer, sa.ForeignKey("nowhere.id")), sa.Column("b", sa.Integer, sa.ForeignKey("s.nowhere.id")))
operations = [ops.CreateTableOp.from_table(metadata.tables["c"])]
# case: foreign keys in a MetaData of one schema
metadata = sa.MetaData(schema="app")
sa.Table("p", metadata, sa.Column("id", sa.Integer, primary_key=True))
sa.Table("c", metadata, sa.Column("a", sa.Integer, sa.ForeignKey("app.p.id")), sa.Column("b", sa.Integer, sa.ForeignKey("p.id")))
# case: foreign keys of dialects
sa.Table("p", metadata, sa.Column("id", sa.Integer, primary_key=True))
sa.Table("c", metadata, sa.Column("a", sa.Integer), sa.ForeignKeyConstraint(["a"], ["p.id"], postgresql_not_valid=True))
# case: unique constraints
sa.Table("t", metadata, sa.Column("a", sa.Integer), sa.Column("b", sa.Integer), sa.UniqueConstraint("a"), sa.UniqueConstraint("a", "b", name="ab"),
    sa.UniqueConstraint("b", deferrable=True, initially="DEFERRED"), sa.UniqueConstraint("b", "a", name="i", postgresql_include=["a"]),
    sa.UniqueConstraint("a", name="nn", postgresql_nulls_not_distinct=True), sa.UniqueConstraint("b", name="oc", sqlite_on_conflict="IGNORE"))
# case: checks
table = sa.Table("t", metadata, sa.Column("a", sa.Integer), sa.Column("b", sa.String), sa.CheckConstraint("a > 0"), sa.CheckConstraint("a < 9", name="small"),
    sa.CheckConstraint(sa.text("b <> 'it''s'"), name="text"), sa.CheckConstraint("b LIKE 'x%'", name="percent"))
table.append_constraint(sa.CheckConstraint(table.c.a.in_([1, 2]), name="among"))
table.append_constraint(sa.CheckConstraint(sa.and_(table.c.a > 1, sa.func.length(table.c.b) < 5), name="both"))
table.append_constraint(sa.CheckConstraint(table.c.b != None, name="not_null", postgresql_not_valid=True))
# case: a check within a column
sa.Table("t", metadata, sa.Column("a", sa.Integer, sa.CheckConstraint("a > 0")), sa.Column("b", sa.Integer, sa.CheckConstraint("b > 0", name="positive")))
# case: an exclusion
sa.Table("t", metadata, sa.Column("room", sa.Integer), sa.Column("span", postgresql.TSRANGE),
    postgresql.ExcludeConstraint(("room", "="), ("span", "&&"), name="no_overlap"),
    postgresql.ExcludeConstraint((sa.column("room"), "="), (sa.literal_column("lower(span)"), "="), where=sa.text("room > 0"), using="btree", name="other", deferrable=True, initially="DEFERRED"),
    postgresql.ExcludeConstraint((sa.text("room + 1"), "="), (sa.func.lower(sa.column("span")), "="), where="room > 1"))
on = ("postgresql",)
# case: a naming convention
metadata = sa.MetaData(naming_convention={"ix": "ix_%(column_0_label)s", "uq": "uq_%(table_name)s_%(column_0_name)s", "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s", "pk": "pk_%(table_name)s"})
sa.Table("p", metadata, sa.Column("id", sa.Integer, primary_key=True))
sa.Table("c", metadata, sa.Column("id", sa.Integer, primary_key=True), sa.Column("p_id", sa.Integer, sa.ForeignKey("p.id"), index=True), sa.Column("u", sa.Integer, unique=True),
    sa.CheckConstraint("u > 0", name="positive"), sa.UniqueConstraint("id", "u", name="named"), sa.Index("own", "u"), sa.Column("yes", sa.Boolean(create_constraint=True, name="flag")))
# case: a naming convention with all columns
metadata = sa.MetaData(naming_convention={"ix": "ix_%(table_name)s_%(column_0_N_name)s", "uq": "uq_%(column_0_N_label)s", "fk": "fk_%(column_0N_key)s_%(referred_column_0_name)s"}, schema="app")
sa.Table("p", metadata, sa.Column("id", sa.Integer, primary_key=True))
sa.Table("c", metadata, sa.Column("a", sa.Integer, sa.ForeignKey("app.p.id")), sa.Column("b", sa.Integer), sa.UniqueConstraint("a", "b"), sa.Index(None, "a", "b"))
# case: a naming convention that the project computes
metadata = sa.MetaData(naming_convention={"length": lambda constraint, table: str(len(table.name)), "uq": "uq_%(table_name)s_%(length)s", "pk": "pk_%(length)s"})
sa.Table("four", metadata, sa.Column("a", sa.Integer, primary_key=True), sa.Column("b", sa.Integer, unique=True))
# case: names that are final
sa.Table("t", metadata, sa.Column("a", sa.Integer), sa.UniqueConstraint("a", name=sa.sql.elements.conv("final")), sa.CheckConstraint("a > 0", name=sa.sql.elements.conv("check_final")),
    sa.PrimaryKeyConstraint("a", name=sa.sql.elements.conv("key")), sa.ForeignKeyConstraint(["a"], ["t.a"], name=sa.sql.elements.conv("fk_final")))
# case: a Boolean and an Enum with checks
sa.Table("t", metadata, sa.Column("a", sa.Boolean(create_constraint=True)), sa.Column("b", sa.Enum("x", "y", native_enum=False, create_constraint=True, name="xy")))
# case: more columns than a call takes
sa.Table("t", metadata, *[sa.Column("c%d" % n, sa.Integer) for n in range(256)])
on = ("sqlite",)
# case: as many columns as a call takes
sa.Table("t", metadata, *[sa.Column("c%d" % n, sa.Integer) for n in range(255)])
on = ("sqlite",)
# case: if it is not there, if it is there
table = sa.Table("t", metadata, sa.Column("id", sa.Integer))
created = ops.CreateTableOp.from_table(table)
created.if_not_exists = True
dropped = ops.DropTableOp.from_table(table)
dropped.if_exists = True
operations = [created, dropped]
# case: a table that is dropped comes back with all that it had
sa.Table("p", metadata, sa.Column("id", sa.Integer, primary_key=True))
table = sa.Table("t", metadata, sa.Column("id", sa.Integer, primary_key=True), sa.Column("p", sa.Integer, sa.ForeignKey("p.id", ondelete="CASCADE")), sa.Column("u", sa.String(9), unique=True, comment="c", server_default="x"),
    sa.CheckConstraint("id > 0", name="ck"), comment="all of it", schema="app", prefixes=["UNLOGGED"], info={"a": 1}, mysql_engine="InnoDB")
operations = [ops.DropTableOp.from_table(table)]
# case: a table that is only named
operations = [ops.DropTableOp("t", schema="s"), ops.DropTableOp("u", if_exists=True)]
# case: a table out of arguments
operations = [ops.CreateTableOp("t", [sa.Column("id", sa.Integer, primary_key=True), sa.Column("a", sa.Integer, index=True, unique=True), sa.UniqueConstraint("id", "a"), sa.ForeignKeyConstraint(["a"], ["p.id"])], schema="s", comment="c", mysql_engine="InnoDB", if_not_exists=True)]
# case: comments of tables
operations = [ops.CreateTableCommentOp("t", "it's new"), ops.CreateTableCommentOp("t", "new", existing_comment="old", schema="s"), ops.DropTableCommentOp("t", existing_comment="old"), ops.DropTableCommentOp("t", schema="s"), ops.CreateTableCommentOp("t", None)]
# case: comments of tables within a batch
operations = [changed("t", ops.CreateTableCommentOp("t", "new", existing_comment="old", schema="s"), ops.DropTableCommentOp("t", existing_comment="old", schema="s"), schema="s")]
batch = True
