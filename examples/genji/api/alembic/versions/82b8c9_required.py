"""zero downtime 3: new_field is required

Revision ID: 82b8c9d0e1f2
Revises: 81b8c9d0e1f2
Create Date: 2025-11-04 11:00:00.000000
"""

from alembic import op
import sqlalchemy as sa

# revision identifiers
revision = '82b8c9d0e1f2'
down_revision = '81b8c9d0e1f2'
branch_labels = None
depends_on = None


# Step 4: Make column non-nullable
def upgrade():
    op.alter_column('users', 'new_field', nullable=False)


def downgrade():
    op.alter_column('users', 'new_field', nullable=True)
