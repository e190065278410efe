"""zero downtime 2: backfill new_field

Revision ID: 81b8c9d0e1f2
Revises: 80b8c9d0e1f2
Create Date: 2025-11-04 10:00:00.000000
"""

from alembic import op
import sqlalchemy as sa

# revision identifiers
revision = '81b8c9d0e1f2'
down_revision = '80b8c9d0e1f2'
branch_labels = None
depends_on = None


# Step 3: Backfill data
def upgrade():
    op.execute("UPDATE app.users SET new_field = old_field WHERE new_field IS NULL")


def downgrade():
    op.execute("UPDATE app.users SET new_field = NULL")
