"""first"""

from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import mysql

revision = "a1"
down_revision = None


def upgrade():
    op.create_table(
        "users",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", sa.String(50), nullable=False, comment="it's"),
        sa.Column("email", sa.String(100), unique=True),
        sa.Column("active", sa.Boolean(), server_default=sa.true()),
        sa.Column("kind", sa.Enum("a", "b", name="k"), server_default="a"),
        sa.Column("at", sa.DateTime, server_default=sa.text("'2025-01-02 03:04:05'")),
        sa.Column("u", sa.Uuid()),
        sa.Column("j", sa.JSON),
        mysql_engine="InnoDB",
        mysql_charset="utf8mb4",
        comment="people",
    )
    op.create_table(
        "posts",
        sa.Column("id", mysql.BIGINT(unsigned=True), primary_key=True),
        sa.Column(
            "user_id",
            sa.Integer,
            sa.ForeignKey("users.id", name="fk_u", ondelete="CASCADE"),
        ),
        sa.Column("body", mysql.LONGTEXT),
        sa.Column("twice", sa.Integer, sa.Computed("user_id * 2", persisted=True)),
        sa.CheckConstraint("user_id > 0", name="ck_pos"),
    )
    op.create_index("ix_body", "posts", ["body"], mysql_prefix="FULLTEXT")
    op.create_index("ix_name", "users", ["name"], mysql_length=10)


def downgrade():
    op.drop_index("ix_name", "users")
    op.drop_table("posts")
    op.drop_table("users")
