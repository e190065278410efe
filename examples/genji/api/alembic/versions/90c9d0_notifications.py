"""add notifications

Revision ID: 90c9d0e1f2a3
Revises: 83b8c9d0e1f2
Create Date: 2025-11-05 09:00:00.000000
"""

from alembic import op
import sqlalchemy as sa

# revision identifiers
revision = '90c9d0e1f2a3'
down_revision = '83b8c9d0e1f2'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        'notifications',
        sa.Column('id', sa.Integer(), primary_key=True),
        sa.Column('user_id', sa.Integer(), sa.ForeignKey('app.users.id')),
        sa.Column('message', sa.Text()),
        sa.Column('read', sa.Boolean(), default=False),
        sa.Column('created_at', sa.DateTime(), server_default=sa.func.now()),
        schema='app'
    )
    
    op.create_index('idx_notifications_user', 'notifications', ['user_id'], schema='app')


def downgrade():
    op.drop_table('notifications', schema='app')
