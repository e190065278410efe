# case: a unique constraint is added
table = sa.Table("t", metadata, sa.Column("a", sa.Integer), sa.Column("b", sa.Integer), schema="s")
operations = [ops.CreateUniqueConstraintOp.from_constraint(constraint) for constraint in (
    sa.UniqueConstraint(table.c.a, name="one"), sa.UniqueConstraint(table.c.a, table.c.b), sa.UniqueConstraint(table.c.b, name="late", deferrable=True, initially="DEFERRED"), sa.UniqueConstraint(table.c.b, name="options", postgresql_include=["a"], postgresql_nulls_not_distinct=True), sa.UniqueConstraint(table.c.b, name=sa.sql.elements.conv("final")))]
# case: a unique constraint out of arguments
operations = [ops.CreateUniqueConstraintOp("one", "t", ["a", "b"]), ops.CreateUniqueConstraintOp("one", "t", ["a"], schema="s", deferrable=True, initially="IMMEDIATE")]
# case: a unique constraint is dropped
table = sa.Table("t", metadata, sa.Column("a", sa.Integer), schema="s")
operations = [ops.DropConstraintOp.from_constraint(sa.UniqueConstraint(table.c.a, name="one")), ops.DropConstraintOp.from_constraint(sa.UniqueConstraint(table.c.a, name=sa.sql.elements.conv("final"), deferrable=True))]
batch = True
# case: a constraint without a name is dropped
table = sa.Table("t", metadata, sa.Column("a", sa.Integer))
operations = [changed("t", ops.DropConstraintOp.from_constraint(sa.UniqueConstraint(table.c.a)))]
batch = True
# case: a foreign key is added
sa.Table("p", metadata, sa.Column("id", sa.Integer, primary_key=True), sa.Column("x", sa.Integer), schema="one")
table = sa.Table("t", metadata, sa.Column("a", sa.Integer), sa.Column("b", sa.Integer), schema="two")
keys = [sa.ForeignKeyConstraint(["a"], ["one.p.id"], name="one"), sa.ForeignKeyConstraint(["a", "b"], ["one.p.id", "one.p.x"]), sa.ForeignKeyConstraint(["a"], ["one.p.id"], name="all", onupdate="CASCADE", ondelete="SET NULL", deferrable=True, initially="DEFERRED", use_alter=True, match="FULL"),
    sa.ForeignKeyConstraint(["a"], ["one.p.id"], name=sa.sql.elements.conv("final"), postgresql_not_valid=True)]
for key in keys:
    table.append_constraint(key)
operations = [ops.CreateForeignKeyOp.from_constraint(key) for key in keys]
batch = True
# case: a foreign key out of arguments
operations = [ops.CreateForeignKeyOp("one", "t", "p", ["a"], ["id"]), ops.CreateForeignKeyOp(None, "t", "t", ["a", "b"], ["c", "d"], ondelete="CASCADE", source_schema="s", referent_schema="s"), ops.CreateForeignKeyOp("one", "t", "p", ["a"], ["id"], deferrable=False, initially="IMMEDIATE", match="SIMPLE")]
# case: a foreign key is dropped
sa.Table("p", metadata, sa.Column("id", sa.Integer, primary_key=True))
table = sa.Table("t", metadata, sa.Column("a", sa.Integer), schema="two")
keys = [sa.ForeignKeyConstraint(["a"], ["p.id"], name="one"), sa.ForeignKeyConstraint(["a"], ["p.id"], name="all", ondelete="CASCADE", deferrable=True)]
for key in keys:
    table.append_constraint(key)
operations = [ops.DropConstraintOp.from_constraint(key) for key in keys]
batch = True
# case: a check is added and dropped
table = sa.Table("t", metadata, sa.Column("a", sa.Integer), sa.Column("b", sa.String), schema="s")
checks = [sa.CheckConstraint("a > 0", name="one"), sa.CheckConstraint(table.c.a < 5, name="two"), sa.CheckConstraint(sa.and_(table.c.a == 5, table.c.b.like("x%")), name=sa.sql.elements.conv("final")), sa.CheckConstraint("a > 1", name="options", postgresql_not_valid=True)]
for check in checks:
    if getattr(check, "parent", None) is None:
        table.append_constraint(check)
operations = [ops.AddConstraintOp.from_constraint(check) for check in checks] + [ops.DropConstraintOp.from_constraint(check) for check in checks[:3]]
batch = True
# case: a check out of arguments
operations = [ops.CreateCheckConstraintOp("one", "t", "a > 0"), ops.CreateCheckConstraintOp("one", "t", sa.text("a > 'it''s'"), schema="s"), ops.CreateCheckConstraintOp("one", "t", sa.column("a").in_([1, 2, 3])), ops.CreateCheckConstraintOp(None, "t", sa.func.length(sa.column("a")) > 4)]
# case: an exclusion is added and dropped
table = sa.Table("t", metadata, sa.Column("a", sa.Integer), sa.Column("b", postgresql.TSRANGE), schema="s")
constraint = postgresql.ExcludeConstraint((table.c.a, "="), (table.c.b, "&&"), name="one", where=sa.text("a > 0"), using="gist", deferrable=True, initially="DEFERRED")
table.append_constraint(constraint)
operations = [ops.AddConstraintOp.from_constraint(constraint)]
on = ("postgresql",)
batch = True
# case: an exclusion out of arguments
from alembic.ddl.postgresql import CreateExcludeConstraintOp

operations = [CreateExcludeConstraintOp("one", "t", [("a", "="), (sa.column("b"), "&&")], schema="s", where="a > 1", using="gist"), CreateExcludeConstraintOp("one", "t", [(sa.func.lower(sa.column("b")), "="), (sa.literal_column("c"), "<>")])]
on = ("postgresql",)
# case: constraints that are only named
operations = [ops.DropConstraintOp("one", "t"), ops.DropConstraintOp("one", "t", type_="unique", schema="s"), ops.DropConstraintOp("one", "t", "primary", if_exists=True), ops.DropConstraintOp("it's", "t", type_="foreignkey", if_exists=False), ops.DropConstraintOp(sa.sql.elements.conv("final"), "t", type_="check")]
# case: constraints of a table in a batch
sa.Table("p", metadata, sa.Column("id", sa.Integer, primary_key=True))
table = sa.Table("t", metadata, sa.Column("a", sa.Integer), sa.Column("b", sa.Integer), schema="s")
key = sa.ForeignKeyConstraint(["a"], ["p.id"], name="key")
table.append_constraint(key)
operations = [changed("t", ops.DropConstraintOp.from_constraint(key), ops.CreateForeignKeyOp.from_constraint(key), ops.CreateUniqueConstraintOp.from_constraint(sa.UniqueConstraint(table.c.a, name="one")), ops.DropConstraintOp.from_constraint(sa.UniqueConstraint(table.c.b, name="two")), schema="s")]
batch = True
