# dialects: mysql


def upgrade():
    t = sa.table("t", sa.column("a", sa.Integer), sa.column("b", sa.String))
    op.execute(t.update().where(t.c.b.regexp_match("^a", flags="i")).values(b=t.c.b.regexp_replace("a", "b")))
    op.execute(t.delete().where(~t.c.b.regexp_match("^a", flags="i")))


def downgrade():
    pass
