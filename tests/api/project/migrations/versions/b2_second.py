"""second words"""
from alembic import op
import sqlalchemy as sa

revision = "b2"
down_revision = "a1"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("account", sa.Column("mail", sa.String(100)))


def downgrade():
    op.drop_column("account", "mail")
