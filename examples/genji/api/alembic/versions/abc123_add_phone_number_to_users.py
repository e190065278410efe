# alembic/versions/abc123_add_phone_number_to_users.py

"""add phone number to users

Revision ID: abc123def456
Revises: xyz789
Create Date: 2025-10-22 10:30:00.000000
"""

from alembic import op
import sqlalchemy as sa

# revision identifiers
revision = 'abc123def456'
down_revision = 'xyz789'
branch_labels = None
depends_on = None

def upgrade():
    op.add_column(
        'users',
        sa.Column('phone_number', sa.String(length=20), nullable=True),
        schema='app'
    )

def downgrade():
    op.drop_column('users', 'phone_number', schema='app')
