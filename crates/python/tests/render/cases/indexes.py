# case: plain indexes
sa.Table("t", metadata, sa.Column("a", sa.Integer), sa.Column("b", sa.Integer), sa.Index("one", "a"), sa.Index("two", "a", "b", unique=True), sa.Index("it's", "b"))
# case: indexes of a schema
sa.Table("t", metadata, sa.Column("a", sa.Integer), sa.Index("one", "a"), schema="s")
# case: indexes on expressions
table = sa.Table("t", metadata, sa.Column("a", sa.String), sa.Column("b", sa.Integer), sa.Column("it's", sa.Integer))
sa.Index("lower", sa.func.lower(table.c.a))
sa.Index("text", sa.text("lower(a)"), _table=table)
sa.Index("desc", table.c.b.desc())
sa.Index("nulls", table.c.b.desc().nulls_last(), table.c.a)
sa.Index("asc", table.c.b.asc().nulls_first())
sa.Index("plus", table.c.b + 5)
sa.Index("cast", sa.cast(table.c.b, sa.String))
sa.Index("concat", table.c.a + "x", table.c.b)
sa.Index("quoted", sa.func.abs(table.c["it's"]))
sa.Index("literal", sa.literal_column("a COLLATE nocase"), _table=table)
sa.Index("coalesce", sa.func.coalesce(table.c.a, "none"))
sa.Index("texts", sa.text("a DESC"), sa.text("b"), _table=table)
# case: indexes with labels
table = sa.Table("t", metadata, sa.Column("a", sa.String))
sa.Index("labelled", sa.func.lower(table.c.a).label("low"), postgresql_ops={"low": "text_pattern_ops"})
on = ("postgresql",)
# case: options of PostgreSQL
table = sa.Table("t", metadata, sa.Column("a", sa.Integer), sa.Column("b", postgresql.JSONB))
sa.Index("where", table.c.a, postgresql_where=table.c.a > 5)
sa.Index("where_text", "a", postgresql_where=sa.text("a > 5 AND b IS NOT NULL"), _table=table)
sa.Index("gin", table.c.b, postgresql_using="gin", postgresql_ops={"b": "jsonb_path_ops"})
sa.Index("include", table.c.a, postgresql_include=["b"])
sa.Index("include_column", table.c.a, postgresql_include=[table.c.b])
sa.Index("with", table.c.a, postgresql_with={"fillfactor": 50})
sa.Index("distinct", table.c.a, unique=True, postgresql_nulls_not_distinct=True)
sa.Index("quietly", table.c.a, postgresql_concurrently=True)
sa.Index("all", table.c.a, unique=True, postgresql_using="btree", postgresql_where=sa.and_(table.c.a > 1, table.c.b != None), postgresql_tablespace="fast")
# case: options of other dialects
table = sa.Table("t", metadata, sa.Column("a", sa.String), sa.Column("b", sa.String))
sa.Index("where", table.c.a, sqlite_where=table.c.a == "x")
sa.Index("length", table.c.a, table.c.b, mysql_length={"a": 10, "b": 5}, mysql_using="hash")
sa.Index("prefix", table.c.a, mysql_prefix="FULLTEXT", mssql_include=["b"])
# case: names by convention
metadata = sa.MetaData(naming_convention={"ix": "index_of_%(column_0_N_label)s"})
table = sa.Table("t", metadata, sa.Column("a", sa.Integer, index=True), sa.Column("b", sa.Integer), sa.Index(None, "a", "b"), sa.Index("own", "b"))
# case: an index is dropped
table = sa.Table("t", metadata, sa.Column("a", sa.Integer), schema="s")
operations = [ops.DropIndexOp.from_index(sa.Index("one", table.c.a)), ops.DropIndexOp.from_index(sa.Index("two", table.c.a, unique=True, postgresql_where=table.c.a > 1, postgresql_using="hash")),
    ops.DropIndexOp.from_index(sa.Index("three", sa.func.abs(table.c.a).desc()))]
# case: an index that is only named
operations = [ops.DropIndexOp("one", "t"), ops.DropIndexOp("one", "t", schema="s", if_exists=True), ops.DropIndexOp(sa.sql.elements.conv("final"), "t"), ops.DropIndexOp("none")]
# case: an index out of arguments
operations = [ops.CreateIndexOp("one", "t", ["a", "b"]), ops.CreateIndexOp("one", "t", ["a", sa.text("lower(b)")], unique=True, schema="s", if_not_exists=True), ops.CreateIndexOp("one", "t", [sa.func.lower(sa.column("b"))], postgresql_where=sa.text("b > 'a'")),
    ops.CreateIndexOp(sa.sql.elements.conv("final"), "t", ["a"], if_not_exists=False)]
# case: indexes of a table in a batch
table = sa.Table("t", metadata, sa.Column("a", sa.Integer), sa.Column("b", sa.Integer), schema="s")
operations = [changed("t", ops.CreateIndexOp.from_index(sa.Index("one", table.c.a)), ops.CreateIndexOp.from_index(sa.Index("two", table.c.a.desc(), unique=True, postgresql_where=table.c.b > 3)),
    ops.DropIndexOp.from_index(sa.Index("three", table.c.b, sqlite_where=table.c.a > 1)), ops.DropIndexOp.from_index(sa.Index(sa.sql.elements.conv("four"), table.c.b)), schema="s")]
batch = True
