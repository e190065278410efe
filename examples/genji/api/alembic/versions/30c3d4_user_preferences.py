"""add user preferences

Revision ID: 30c3d4e5f6a7
Revises: 20b2c3d4e5f6
Create Date: 2025-10-28 09:00:00.000000
"""

from alembic import op
import sqlalchemy as sa

# revision identifiers
revision = '30c3d4e5f6a7'
down_revision = '20b2c3d4e5f6'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        'user_preferences',
        sa.Column('id', sa.Integer(), primary_key=True),
        sa.Column('user_id', sa.Integer(), sa.ForeignKey('app.users.id')),
        sa.Column('theme', sa.String(20)),
        sa.Column('notifications_enabled', sa.Boolean(), default=True),
        schema='app'
    )

def downgrade():
    op.drop_table('user_preferences', schema='app')
