"""second"""

from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import mysql

revision = "b2"
down_revision = "a1"


def upgrade():
    t = sa.table(
        "users",
        sa.column("id", sa.Integer),
        sa.column("name", sa.String),
        sa.column("email", sa.String),
        sa.column("active", sa.Boolean),
        sa.column("j", sa.JSON),
        sa.column("at", sa.DateTime),
    )
    op.bulk_insert(
        t,
        [
            {
                "id": 1,
                "name": "it's \\ 5% é🙂",
                "email": "a",
                "active": False,
                "j": {"a": [1, "x\\y"]},
            },
            {"id": 2, "name": "b", "email": "b", "active": True, "j": None},
        ],
    )
    bind = op.get_bind()
    rows = bind.execute(
        sa.select(t.c.id, t.c.name, t.c.active, t.c.j).order_by(t.c.id)
    ).fetchall()
    print(rows)
    print(
        bind.execute(
            sa.text("SELECT count(*) FROM users WHERE name LIKE :x"),
            {"x": "it's \\\\%"},
        ).scalar()
    )
    r = bind.execute(t.insert().values(name="c", email="c"))
    bind.execute(t.update().where(t.c.name == "b").values(name=t.c.name + "x"))
    op.execute("UPDATE users SET email = '50%' WHERE id = 2")
    print(
        bind.execute(sa.text("select name, email from users order by id")).all(),
        bind.dialect.name,
    )
    print(
        sa.inspect(bind).get_table_names(),
        [c["name"] for c in sa.inspect(bind).get_columns("users")],
        sa.inspect(bind).has_table("posts"),
    )
    op.add_column(
        "users",
        sa.Column(
            "age", sa.SmallInteger, nullable=False, server_default="7", comment="c"
        ),
    )
    op.alter_column(
        "users",
        "name",
        existing_type=sa.String(50),
        type_=sa.String(80),
        existing_nullable=False,
        existing_comment="it's",
    )
    op.alter_column(
        "users",
        "age",
        new_column_name="years",
        existing_type=sa.SmallInteger,
        existing_nullable=False,
        existing_server_default="7",
    )
    op.alter_column("users", "active", server_default=sa.false())
    op.drop_constraint("fk_u", "posts", type_="foreignkey")
    op.drop_index("fk_u", "posts")
    op.create_unique_constraint("uq_ny", "users", ["name", "years"])
    op.drop_constraint("ck_pos", "posts", type_="check")
    op.create_table_comment("posts", "the posts")
    op.rename_table("posts", "articles")


def downgrade():
    op.rename_table("articles", "posts")
    op.drop_table_comment("posts")
    op.create_check_constraint("ck_pos", "posts", "user_id > 0")
    op.drop_constraint("uq_ny", "users", type_="unique")
    op.create_foreign_key(
        "fk_u", "posts", "users", ["user_id"], ["id"], ondelete="CASCADE"
    )
    op.drop_column("users", "years")
    op.execute("DELETE FROM users")
