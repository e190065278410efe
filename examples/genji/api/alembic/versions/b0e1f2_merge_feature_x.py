"""merge feature_x

Revision ID: b0e1f2a3b4c5
Revises: a0d0e1f2a3b4, 94c9d0e1f2a3
Create Date: 2025-11-13 09:00:00.000000
"""

from alembic import op
import sqlalchemy as sa

# revision identifiers
revision = 'b0e1f2a3b4c5'
down_revision = ('a0d0e1f2a3b4', '94c9d0e1f2a3')
branch_labels = None
depends_on = None


def upgrade():
    pass


def downgrade():
    pass
