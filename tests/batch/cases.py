"""Batches, each on a table of its own: what they are called, how
`batch_alter_table` is called, and what they do."""

import sqlalchemy as sa
from alembic import op

CASES = []


def case(**kw):
    def register(function):
        CASES.append((function.__name__, kw, function))
        return function

    return register


def table(name):
    """The table that each case begins with."""
    return sa.Table(
        name,
        sa.MetaData(),
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("name", sa.String(20), nullable=False),
        sa.Column("age", sa.Integer, server_default="1", nullable=True),
        sa.Column("note", sa.Text, nullable=True),
        sa.Column("parent_id", sa.Integer, nullable=True),
        sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
        sa.UniqueConstraint("name", name=f"uq_{name}"),
        sa.CheckConstraint("age > 0", name=f"ck_{name}"),
        sa.ForeignKeyConstraint(["parent_id"], ["parent.id"], name=f"fk_{name}"),
        sa.Index(f"ix_{name}", "age"),
    )


@case()
def nothing(b, n):
    pass


@case(recreate="always")
def nothing_anew(b, n):
    pass


@case()
def add_column(b, n):
    b.add_column(sa.Column("x", sa.Integer))


@case()
def add_column_literal_default(b, n):
    b.add_column(sa.Column("x", sa.String(5), server_default="a'b", nullable=False))


@case()
def add_column_computed_default(b, n):
    b.add_column(sa.Column("x", sa.Text, server_default=sa.func.lower("ABC")))


@case()
def add_column_text_default(b, n):
    b.add_column(sa.Column("x", sa.Integer, server_default=sa.text("5"), nullable=False))


@case(recreate="always")
def add_column_anew(b, n):
    b.add_column(sa.Column("x", sa.Integer))


@case(recreate="always")
def add_column_before(b, n):
    b.add_column(sa.Column("x", sa.Integer), insert_before="age")


@case(recreate="always")
def add_column_after(b, n):
    b.add_column(sa.Column("x", sa.Integer), insert_after="id")


@case(recreate="always")
def add_column_first(b, n):
    b.add_column(sa.Column("x", sa.Integer), insert_before="id")


@case(recreate="always")
def add_columns_after_each_other(b, n):
    b.add_column(sa.Column("x", sa.Integer), insert_after="name")
    b.add_column(sa.Column("y", sa.Integer), insert_after="x")


@case(recreate="always")
def add_column_between(b, n):
    b.add_column(sa.Column("x", sa.Integer), insert_before="note", insert_after="name")


@case()
def add_column_in_place_where_there_is_none(b, n):
    b.add_column(sa.Column("x", sa.Integer), insert_after="name")


@case(recreate="always", partial_reordering=[("note", "id", "age", "name", "parent_id")])
def reorder(b, n):
    pass


@case(recreate="always", partial_reordering=[("note", "name"), ("age", "id")])
def reorder_some(b, n):
    b.add_column(sa.Column("x", sa.Integer), insert_after="id")


@case()
def add_column_reference(b, n):
    b.add_column(sa.Column("x", sa.Integer, sa.ForeignKey("parent.id", name=f"fk2_{n}")))


@case()
def add_column_reference_inline(b, n):
    b.add_column(sa.Column("x", sa.Integer, sa.ForeignKey("parent.id")), inline_references=True)


@case(recreate="always")
def add_column_reference_without_name(b, n):
    b.add_column(sa.Column("x", sa.Integer, sa.ForeignKey("parent.id")))


@case(recreate="always")
def add_column_unique_without_name(b, n):
    b.add_column(sa.Column("x", sa.Integer, unique=True))


@case(recreate="always")
def add_column_with_index(b, n):
    b.add_column(sa.Column("x", sa.Integer, index=True))


@case()
def add_column_boolean_with_check(b, n):
    b.add_column(sa.Column("x", sa.Boolean(create_constraint=True, name=f"ck2_{n}")))


@case(recreate="always")
def add_column_boolean_with_nameless_check(b, n):
    b.add_column(sa.Column("x", sa.Boolean(create_constraint=True)))


@case()
def drop_column(b, n):
    b.drop_column("note")


@case()
def drop_column_and_its_index(b, n):
    b.drop_index(f"ix_{n}")
    b.drop_constraint(f"ck_{n}", type_="check")
    b.drop_column("age")


@case()
def drop_column_and_its_unique_constraint(b, n):
    b.drop_constraint(f"uq_{n}", type_="unique")
    b.drop_column("name")


@case()
def drop_column_and_its_reference(b, n):
    b.drop_constraint(f"fk_{n}", type_="foreignkey")
    b.drop_column("parent_id")


@case()
def drop_column_of_unique_constraint(b, n):
    b.drop_column("name")


@case()
def drop_column_of_reference(b, n):
    b.drop_column("parent_id")


@case(recreate="always")
def drop_unknown_column(b, n):
    b.drop_column("nope")


@case(recreate="always")
def alter_unknown_column(b, n):
    b.alter_column("nope", nullable=False)


@case()
def set_not_null(b, n):
    b.alter_column("age", existing_type=sa.Integer(), nullable=False)


@case()
def set_nullable(b, n):
    b.alter_column("name", existing_type=sa.String(20), nullable=True)


@case()
def change_type(b, n):
    b.alter_column("name", type_=sa.String(50), existing_type=sa.String(20), existing_nullable=False)


@case(recreate="always")
def change_type_and_cast(b, n):
    b.alter_column("age", type_=sa.String(50), existing_type=sa.Integer())
    b.drop_constraint(f"ck_{n}", type_="check")


@case(recreate="always")
def change_type_to_numeric(b, n):
    b.alter_column("age", type_=sa.Numeric(10, 2), existing_type=sa.Integer())


@case()
def change_type_to_json(b, n):
    b.drop_column("note")
    b.add_column(sa.Column("note2", sa.JSON))


@case()
def change_default(b, n):
    b.alter_column("age", server_default="7")


@case()
def change_default_to_expression(b, n):
    b.alter_column("age", server_default=sa.text("1 + 1"))


@case()
def drop_default(b, n):
    b.alter_column("age", server_default=None)


@case()
def rename_column(b, n):
    b.alter_column("note", new_column_name="remark", existing_type=sa.Text())


@case(recreate="always")
def rename_column_anew(b, n):
    b.alter_column("note", new_column_name="remark", existing_type=sa.Text())


@case(recreate="always")
def rename_key_column(b, n):
    b.alter_column("id", new_column_name="ident")


@case(recreate="always")
def rename_unique_column(b, n):
    b.alter_column("name", new_column_name="title")


@case(recreate="always")
def rename_referring_column(b, n):
    b.alter_column("parent_id", new_column_name="above_id")


@case(recreate="always")
def rename_indexed_column(b, n):
    b.drop_constraint(f"ck_{n}", type_="check")
    b.alter_column("age", new_column_name="years")


@case()
def rename_and_change(b, n):
    b.alter_column(
        "note", new_column_name="remark", existing_type=sa.Text(), type_=sa.String(9), nullable=False,
        server_default="-",
    )


@case(recreate="always")
def rename_and_constrain_the_old_name(b, n):
    b.alter_column("note", new_column_name="remark")
    b.create_unique_constraint(f"uq2_{n}", ["note"])


@case(recreate="always")
def rename_and_index_the_old_name(b, n):
    b.alter_column("note", new_column_name="remark")
    b.create_index(f"ix2_{n}", ["note"])


@case()
def alter_everything(b, n):
    b.alter_column("age", type_=sa.BigInteger(), nullable=False, server_default="3", existing_type=sa.Integer())
    b.alter_column("name", type_=sa.Text(), existing_type=sa.String(20))
    b.add_column(sa.Column("x", sa.Float))
    b.drop_column("note")
    b.create_index(f"ix2_{n}", ["name", "age"], unique=True)


@case()
def create_unique(b, n):
    b.create_unique_constraint(f"uq2_{n}", ["age", "note"])


@case(recreate="always")
def create_unique_without_name(b, n):
    b.create_unique_constraint(None, ["age"])


@case(recreate="always")
def create_unique_on_new_column(b, n):
    b.add_column(sa.Column("x", sa.Integer))
    b.create_unique_constraint(f"uq2_{n}", ["x"])


@case()
def create_check(b, n):
    b.create_check_constraint(f"ck2_{n}", "age < 200")


@case()
def create_check_of_expression(b, n):
    b.create_check_constraint(f"ck2_{n}", sa.column("age") < 200)


@case()
def create_reference(b, n):
    b.create_foreign_key(f"fk2_{n}", "parent", ["age"], ["id"], ondelete="CASCADE", onupdate="SET NULL")


@case()
def create_reference_to_itself(b, n):
    b.create_foreign_key(f"fk2_{n}", n, ["age"], ["id"])


@case()
def create_reference_deferred(b, n):
    b.create_foreign_key(
        f"fk2_{n}", "parent", ["parent_id"], ["id"], deferrable=True, initially="DEFERRED"
    )


@case()
def drop_unique(b, n):
    b.drop_constraint(f"uq_{n}", type_="unique")


@case()
def drop_check(b, n):
    b.drop_constraint(f"ck_{n}", type_="check")


@case()
def drop_reference(b, n):
    b.drop_constraint(f"fk_{n}", type_="foreignkey")


@case()
def drop_constraint_of_no_kind(b, n):
    b.drop_constraint(f"uq_{n}")


@case(recreate="always")
def drop_unknown_constraint(b, n):
    b.drop_constraint("nope", type_="unique")


@case(recreate="always")
def drop_nameless_constraint(b, n):
    b.drop_constraint(None, type_="unique")


@case(recreate="always")
def drop_unknown_index(b, n):
    b.drop_index("nope")


@case()
def drop_primary_key(b, n):
    b.drop_constraint(f"pk_{n}", type_="primary")


@case()
def replace_primary_key(b, n):
    b.drop_constraint(f"pk_{n}", type_="primary")
    b.create_primary_key(f"pk2_{n}", ["id", "name"])


@case()
def replace_unique(b, n):
    b.drop_constraint(f"uq_{n}", type_="unique")
    b.create_unique_constraint(f"uq_{n}", ["name", "age"])


@case()
def create_index(b, n):
    b.create_index(b.f(f"ix2_{n}"), ["name"], unique=True)


@case(recreate="always")
def create_index_anew(b, n):
    b.create_index(f"ix2_{n}", ["name", "age"], unique=False)


@case()
def drop_index(b, n):
    b.drop_index(b.f(f"ix_{n}"))


@case(recreate="always")
def drop_index_anew(b, n):
    b.drop_index(f"ix_{n}")


@case(recreate="always", table_args=(sa.CheckConstraint("age <> 5", name="ck_args"),))
def table_arguments(b, n):
    pass


@case(
    recreate="always",
    table_args=(sa.UniqueConstraint("name", "note", name="uq_args"), sa.Column("extra", sa.Integer)),
)
def table_arguments_with_column(b, n):
    pass


@case(recreate="never")
def never_anew(b, n):
    b.add_column(sa.Column("x", sa.Integer))
    b.drop_column("note")


@case(recreate="sometimes")
def wrong_recreate(b, n):
    pass


@case()
def execute_is_at_once(b, n):
    b.add_column(sa.Column("x", sa.Integer))
    b.execute(f"UPDATE {n} SET note = 'early'")


@case()
def wrong_arguments(b, n):
    b.drop_column()


@case()
def wrong_keyword(b, n):
    b.create_primary_key("a", ["b"], nope=1)


@case()
def unknown_kind_of_constraint(b, n):
    b.drop_constraint("x", type_="nope")


@case()
def alter_column_with_place(b, n):
    b.alter_column("age", nullable=False, existing_type=sa.Integer(), insert_after="note")


@case()
def invoke_an_operation(b, n):
    from alembic.operations import ops

    b.invoke(ops.DropColumnOp(n, "note"))


@case(recreate="always", naming_convention={"uq": "uq_%(table_name)s_%(column_0_name)s"})
def naming_convention(b, n):
    b.create_unique_constraint(f"uq2_{n}", ["age"])


@case(recreate="always")
def two_drops_of_one_column(b, n):
    b.drop_column("note")
    b.drop_column("note")


@case(recreate="always")
def add_and_drop(b, n):
    b.add_column(sa.Column("x", sa.Integer))
    b.drop_column("note")
    b.add_column(sa.Column("y", sa.Integer, nullable=True))
