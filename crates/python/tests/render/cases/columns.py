# case: defaults of the server
sa.Table("t", metadata, *[sa.Column("c%d" % n, sa.Integer, server_default=default) for n, default in enumerate([
    "0", "", "it's", "'quoted'", "'half", "100%", "a\\b", sa.text("0"), sa.text("now()"), sa.text("'x'"), sa.text("(1)"), sa.text("'a' || 'b'"), sa.text("5.5"),
    sa.text("nextval('s'::regclass)"), sa.func.now(), sa.func.current_timestamp(), sa.func.gen_random_uuid(), sa.func.coalesce(1, 2), sa.true(), sa.false(), sa.null(),
    sa.literal(5), sa.literal("x"), sa.literal_column("CURRENT_DATE"), sa.cast("1", sa.Integer), sa.func.lower("ABC"), sa.FetchedValue(), sa.DefaultClause("7"), sa.DefaultClause(sa.text("8")),
    sa.sql.expression.func.timezone("utc", sa.func.now()), sa.text("TIMEZONE('utc', CURRENT_TIMESTAMP)"), sa.text("'{}'::jsonb"), sa.text("E'\\\\n'"), sa.text("true")])])
# case: columns that are computed
sa.Table("t", metadata, sa.Column("a", sa.Integer), sa.Column("b", sa.Integer, sa.Computed("a + 1")), sa.Column("c", sa.Integer, sa.Computed("a * 2", persisted=True)),
    sa.Column("d", sa.Integer, sa.Computed(sa.text("a || 'x'"), persisted=False), comment="c"), sa.Column("e", sa.Integer, sa.Computed(sa.func.abs(sa.column("a")))))
# case: columns that count by themselves
sa.Table("t", metadata, sa.Column("a", sa.Integer, sa.Identity()), sa.Column("b", sa.Integer, sa.Identity(always=True)), sa.Column("c", sa.Integer, sa.Identity(start=5, increment=2, minvalue=1, maxvalue=99, cycle=True, cache=4)),
    sa.Column("d", sa.BigInteger, sa.Identity(always=False, nominvalue=True, nomaxvalue=True), nullable=True), sa.Column("e", sa.Integer, sa.Identity(oracle_on_null=True, oracle_order=True)))
# case: other arguments of columns
sa.Table("t", metadata, sa.Column("a", sa.Integer, primary_key=True, autoincrement=True), sa.Column("b", sa.Integer, autoincrement=False), sa.Column("c", sa.Integer, autoincrement="ignore_fk"),
    sa.Column("d", sa.Integer, system=True), sa.Column("e", sa.Integer, nullable=False, comment="it's"), sa.Column("f", sa.Integer, nullable=None), sa.Column("g", sa.Integer, default=5, onupdate=6, key="other", doc="d", info={"i": 1}),
    sa.Column("h", sa.Integer, sqlite_on_conflict_not_null="FAIL", nullable=False), sa.Column("i", sa.Integer, sa.Sequence("numbers")))
# case: a column is added
operations = [ops.AddColumnOp("t", sa.Column("a", sa.Integer)), ops.AddColumnOp("t", sa.Column("b", sa.String(5), nullable=False, server_default="x", comment="c"), schema="s"),
    ops.AddColumnOp("t", sa.Column("c", sa.Integer), if_not_exists=True), ops.AddColumnOp("t", sa.Column("c", sa.Integer), if_not_exists=False, schema="s"), ops.AddColumnOp("t", sa.Column("d", sa.Integer, sa.Computed("a + 1"))),
    ops.AddColumnOp("t", sa.Column("e", postgresql.UUID(), primary_key=True)), ops.AddColumnOp("t", sa.Column("f", sa.Integer, index=True, unique=True)), ops.AddColumnOp("t", sa.Column("g", sa.Integer, sa.ForeignKey("p.id")))]
# case: a column is added to a table that is there
table = sa.Table("t", metadata, sa.Column("a", sa.Integer), sa.Column("b", sa.Enum("x", "y", name="e"), server_default="x"), schema="s")
operations = [ops.AddColumnOp.from_column(table.c.b), ops.AddColumnOp.from_column_and_tablename("s", "t", table.c.a)]
# case: a column is dropped
operations = [ops.DropColumnOp("t", "a", schema="s", _reverse=ops.AddColumnOp("t", sa.Column("a", sa.Integer), schema="s")),
    ops.DropColumnOp.from_column_and_tablename("s", "t", sa.Column("a", sa.String(4), nullable=False)), ops.DropColumnOp.from_column_and_tablename(None, "t", sa.Column("it's", sa.Integer, sa.Identity()))]
# case: a column that nobody knows is dropped
operations = [ops.DropColumnOp("t", "a", if_exists=True)]
# case: a type is changed
operations = [ops.AlterColumnOp("t", "a", existing_type=sa.Integer(), modify_type=sa.BigInteger(), existing_nullable=False),
    ops.AlterColumnOp("t", "a", existing_type=sa.VARCHAR(10), modify_type=sa.String(20), existing_nullable=True, existing_server_default=sa.DefaultClause(sa.text("'x'")), existing_comment="c", schema="s"),
    ops.AlterColumnOp("t", "a", existing_type=postgresql.JSON(astext_type=sa.Text()), modify_type=postgresql.JSONB(), existing_server_default=False),
    ops.AlterColumnOp("t", "a", existing_type=postgresql.ENUM("a", name="e"), modify_type=sa.Enum("a", "b", name="e"), existing_nullable=True)]
# case: nullability is changed
operations = [ops.AlterColumnOp("t", "a", existing_type=sa.INTEGER(), modify_nullable=True), ops.AlterColumnOp("t", "a", modify_nullable=False, existing_nullable=True, schema="s"),
    ops.AlterColumnOp("t", "a", existing_type=sa.Integer(), existing_nullable=False, modify_nullable=True, existing_server_default=sa.DefaultClause("5"), existing_comment="it's")]
# case: a default is changed
operations = [ops.AlterColumnOp("t", "a", existing_type=sa.Integer(), modify_server_default=sa.DefaultClause("5"), existing_server_default=sa.DefaultClause(sa.text("4"))),
    ops.AlterColumnOp("t", "a", existing_type=sa.Integer(), modify_server_default=None, existing_server_default=sa.DefaultClause("4"), existing_nullable=True), ops.AlterColumnOp("t", "a", modify_server_default=sa.DefaultClause(sa.func.now())),
    ops.AlterColumnOp("t", "a", modify_server_default=sa.Identity(start=4), existing_server_default=None), ops.AlterColumnOp("t", "a", modify_server_default=sa.Computed("b + 1")), ops.AlterColumnOp("t", "a", modify_server_default="plain"),
    ops.AlterColumnOp("t", "a", existing_server_default=sa.Identity(always=True), existing_type=sa.Integer(), modify_nullable=False)]
# case: a comment is changed
operations = [ops.AlterColumnOp("t", "a", existing_type=sa.Integer(), modify_comment="new", existing_comment="old"), ops.AlterColumnOp("t", "a", existing_type=sa.Integer(), modify_comment=None, existing_comment="old", existing_nullable=True),
    ops.AlterColumnOp("t", "a", modify_comment="it's")]
# case: all is changed at once
operations = [ops.AlterColumnOp("t", "a", schema="s", existing_type=sa.Integer(), existing_server_default=sa.DefaultClause("1"), existing_nullable=True, existing_comment="old", modify_nullable=False, modify_comment="new", modify_server_default=sa.DefaultClause(sa.text("2")), modify_name="b", modify_type=sa.String(10), autoincrement=True)]
batch = True
# case: a column is renamed
operations = [ops.AlterColumnOp("t", "a", modify_name="b", existing_type=sa.Integer())]
# case: other arguments of a change
operations = [ops.AlterColumnOp("t", "a", modify_nullable=True, autoincrement=False, existing_autoincrement=True, postgresql_using="a::int")]
# case: changes of a table in a batch
operations = [changed("t", ops.AddColumnOp("t", sa.Column("a", sa.Integer(), nullable=False)), ops.AlterColumnOp("t", "b", existing_type=sa.Integer(), modify_type=sa.String(), existing_nullable=True), ops.DropColumnOp.from_column_and_tablename(None, "t", sa.Column("c", sa.Integer))),
    changed("u", ops.AddColumnOp("u", sa.Column("a", sa.Integer()), schema="s"), ops.DropColumnOp.from_column_and_tablename("s", "u", sa.Column("c", sa.Integer)), schema="s"), ops.DropTableOp.from_table(sa.Table("v", metadata, sa.Column("x", sa.Integer)))]
batch = True
# case: a table without changes
operations = [changed("t")]
batch = True
# case: nothing at all
operations = [changed("t"), changed("u")]
