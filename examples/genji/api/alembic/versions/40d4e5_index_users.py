"""index users by email and activity

Revision ID: 40d4e5f6a7b8
Revises: 30c3d4e5f6a7
Create Date: 2025-10-29 09:00:00.000000
"""

from alembic import op
import sqlalchemy as sa

# revision identifiers
revision = '40d4e5f6a7b8'
down_revision = '30c3d4e5f6a7'
branch_labels = None
depends_on = None


def upgrade():
    op.create_index(
        'idx_users_email_active',
        'users',
        ['email', 'is_active'],
        schema='app'
    )

def downgrade():
    op.drop_index('idx_users_email_active', schema='app')
