"""zero downtime 1: add new_field

Revision ID: 80b8c9d0e1f2
Revises: 70a7b8c9d0e1
Create Date: 2025-11-04 09:00:00.000000
"""

from alembic import op
import sqlalchemy as sa

# revision identifiers
revision = '80b8c9d0e1f2'
down_revision = '70a7b8c9d0e1'
branch_labels = None
depends_on = None


# Step 1: Add new column (nullable)
def upgrade():
    op.add_column('users', sa.Column('new_field', sa.String(), nullable=True))


def downgrade():
    op.drop_column('users', 'new_field')
