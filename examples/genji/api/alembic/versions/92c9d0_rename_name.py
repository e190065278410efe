"""rename old_name to new_name

Revision ID: 92c9d0e1f2a3
Revises: 91c9d0e1f2a3
Create Date: 2025-11-07 09:00:00.000000
"""

from alembic import op
import sqlalchemy as sa

# revision identifiers
revision = '92c9d0e1f2a3'
down_revision = '91c9d0e1f2a3'
branch_labels = None
depends_on = None


def upgrade():
    op.alter_column(
        'users',
        'old_name',
        new_column_name='new_name',
        schema='app'
    )


def downgrade():
    op.alter_column(
        'users',
        'new_name',
        new_column_name='old_name',
        schema='app'
    )
