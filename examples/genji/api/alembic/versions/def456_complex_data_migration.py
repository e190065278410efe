"""complex data migration

Revision ID: def456abc789
Revises: abc123def456
Create Date: 2025-10-23 09:00:00.000000
"""

from alembic import op
import sqlalchemy as sa

# revision identifiers
revision = 'def456abc789'
down_revision = 'abc123def456'
branch_labels = None
depends_on = None


def upgrade():
    # Custom SQL or operations
    op.execute("""
        UPDATE app.users 
        SET is_active = true 
        WHERE is_active IS NULL
    """)
    
    # Then make schema change
    op.alter_column(
        'users',
        'is_active',
        nullable=False,
        schema='app'
    )

def downgrade():
    op.alter_column(
        'users',
        'is_active',
        nullable=True,
        schema='app'
    )
