# dialects: mysql mariadb


def upgrade():
    op.create_index("ix0", "t", ["a", "b"], mysql_length=10)
    op.create_index("ix1", "t", ["a", "b"], mysql_length={"a": 10})
    op.create_index("ix2", "t", ["a", "b"], mysql_prefix="FULLTEXT")
    op.create_index("ix3", "t", ["a", "b"], mysql_prefix="FULLTEXT", mysql_with_parser="ngram")
    op.create_index("ix4", "t", ["a", "b"], mysql_using="hash")
    op.create_index("ix5", "t", ["a", "b"], unique=True, mysql_length={"a": 5, "b": 6}, mysql_using="btree")
    op.create_index("ix6", "t", ["a", "b"], mariadb_length=10, mariadb_using="hash", mariadb_prefix="SPATIAL")
    op.create_index("ix7", "t", ["a", "b"], if_not_exists=True)
    op.create_index("ix", "t", [sa.text("lower(a)"), sa.func.lower(sa.column("b")), sa.column("c") + 1, sa.column("x").desc()])
    op.drop_index("ix", "t", schema="s")
    op.drop_index("ix")
    op.drop_index("ix", "t", if_exists=True)


def downgrade():
    op.drop_index("ix5", table_name="t")
