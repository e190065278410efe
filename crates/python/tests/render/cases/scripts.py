# case: statements
operations = [ops.ExecuteSQLOp("UPDATE t SET a = 'it''s'"), ops.ExecuteSQLOp('say "x"'), ops.ExecuteSQLOp("two\nlines")]
# case: a statement that is an expression
operations = [ops.ExecuteSQLOp(sa.text("SELECT 1"))]
# case: statements within a batch
operations = [changed("t", ops.ExecuteSQLOp("UPDATE t SET a = 1"), ops.AddColumnOp("t", sa.Column("a", sa.Integer)))]
options = {"render_as_batch": True}
# case: rows are inserted
operations = [ops.BulkInsertOp(sa.table("t", sa.column("a")), [{"a": 1}])]
# case: other prefixes
sa.Table("t", metadata, sa.Column("a", sa.Integer, sa.Identity(), primary_key=True), sa.Column("b", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), server_default=sa.text("'{}'")), sa.Index("i", sa.text("lower(b)")), sa.CheckConstraint("a > 0", name=sa.sql.elements.conv("c")))
options = {"sqlalchemy_module_prefix": "sqlalchemy.", "alembic_module_prefix": "alembic.op."}
# case: no prefixes
sa.Table("t", metadata, sa.Column("a", sa.Integer, primary_key=True, index=True))
options = {"sqlalchemy_module_prefix": None, "alembic_module_prefix": ""}
# case: the project renders some itself
def render_item(kind, item, context):
    if kind == "type" and isinstance(item, sa.String):
        context.imports.add("import words")
        return "words.Word(%r)" % item.length
    if kind == "server_default" and item is not None and getattr(item, "arg", None) == "hidden":
        return None
    if kind == "column" and item.name == "mine":
        return "mine()"
    if kind == "column" and item.name == "left_out":
        return None
    if kind in ("primary_key", "foreign_key", "unique", "check"):
        return "%s_of_mine()" % kind
    return False

sa.Table("t", metadata, sa.Column("id", sa.Integer, primary_key=True), sa.Column("a", sa.String(5), server_default="hidden"), sa.Column("mine", sa.Integer), sa.Column("left_out", sa.Integer), sa.Column("u", sa.Integer, sa.ForeignKey("t.id"), unique=True), sa.CheckConstraint("a > 'b'"))
options = {"render_item": render_item}
# case: the project renders constraints as nothing
def render_item(kind, item, context):
    return None if kind in ("primary_key", "check") else False

sa.Table("t", metadata, sa.Column("id", sa.Integer, primary_key=True), sa.CheckConstraint("id > 0"))
options = {"render_item": render_item}
# case: an operation of the project
from alembic.autogenerate import renderers

class Mine(ops.MigrateOperation):
    def __init__(self, name):
        self.name = name

    def reverse(self):
        return Mine(self.name[::-1])

    def to_diff_tuple(self):
        return ("mine", self.name)

@renderers.dispatch_for(Mine)
def render_mine(context, op):
    if op.name == "block":
        return ["with op.block():", "op.first()", "if True:", "op.second()", "else:", "op.third()", "", "", "op.after()"]
    context.imports.add("import mine")
    return "op.mine(%r)" % op.name

operations = [Mine("abc"), Mine("block")]
# case: another way to render an operation
from alembic.autogenerate import renderers

class Quiet(ops.DropTableOp):
    pass

@renderers.dispatch_for(Quiet)
def render_quiet(context, op):
    return "# op.drop_table(%r)\n# is not wanted" % op.table_name

operations = [ops.DropTableOp("t"), Quiet("t")]
# case: an operation that nobody renders
class Unknown(ops.MigrateOperation):
    pass

operations = [Unknown()]
# case: constraints that nobody renders
class Odd(sa.schema.Constraint):
    __visit_name__ = "odd"

    def __repr__(self):
        return "Odd()"

    def _copy(self, **kw):
        return Odd()

sa.Table("t", metadata, sa.Column("a", sa.Integer), Odd())
# case: a whole script
sa.Table("account", metadata, sa.Column("id", sa.Integer, primary_key=True), sa.Column("name", sa.String(50), nullable=False, unique=True), sa.Column("created", sa.DateTime(timezone=True), server_default=sa.func.now()))
child = sa.Table("order", metadata, sa.Column("id", sa.Integer, primary_key=True), sa.Column("account_id", sa.ForeignKey("account.id", ondelete="CASCADE"), index=True))
operations = [ops.CreateTableOp.from_table(table) for table in metadata.sorted_tables]
operations += [changed("order", *[ops.CreateIndexOp.from_index(index) for index in child.indexes]), changed("old", ops.AddColumnOp("old", sa.Column("a", sa.Integer)), ops.AlterColumnOp("old", "b", existing_type=sa.Integer(), modify_nullable=False)), ops.ExecuteSQLOp("SELECT 1")]
operations = operations[:-1]
batch = True
