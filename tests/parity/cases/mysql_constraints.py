# dialects: mysql mariadb


def upgrade():
    op.create_table("a", sa.Column("a", sa.Boolean(create_constraint=True, name="ck")))
    op.create_table("b", sa.Column("a", sa.Integer), sa.PrimaryKeyConstraint("a", name="pk", mysql_using="HASH"))
    op.create_table("c", sa.Column("a", sa.Integer), sa.CheckConstraint("a > 1", name="c1"), sa.UniqueConstraint("a", name="u1"), sa.ForeignKeyConstraint(["a"], ["x.a"], name="f1", ondelete="CASCADE", onupdate="SET NULL"))
    op.create_check_constraint("c2", "c", sa.column("a") < 5)
    op.drop_constraint("n", "t", type_="foreignkey", schema="s")
    op.drop_constraint("n", "t", type_="unique", schema="s")
    op.drop_constraint("n", "t", type_="primary", schema="s")
    op.drop_constraint("n", "t", type_="check", schema="s")
    op.drop_constraint(None, "t", type_="primary")
    op.drop_constraint("n", "t", type_="foreignkey", if_exists=True)


def downgrade():
    pass
