"""half"""

from alembic import op
import sqlalchemy as sa

revision = "h1"
down_revision = None


def upgrade():
    op.create_table("one", sa.Column("id", sa.Integer, primary_key=True))
    op.execute("INSERT INTO one VALUES (1)")
    op.create_table("two", sa.Column("id", sa.Integer, primary_key=True))
    op.execute("INSERT INTO two VALUES (1)")
    op.execute("INSERT INTO missing VALUES (5)")
    op.create_table("three", sa.Column("id", sa.Integer, primary_key=True))


def downgrade():
    op.drop_table("three")
    op.drop_table("two")
    op.drop_table("one")
