"""add a bio to users

Revision ID: 10a1b2c3d4e5
Revises: def456abc789
Create Date: 2025-10-24 09:00:00.000000
"""

from alembic import op
import sqlalchemy as sa

# revision identifiers
revision = '10a1b2c3d4e5'
down_revision = 'def456abc789'
branch_labels = None
depends_on = None


def upgrade():
    op.add_column(
        'users',
        sa.Column('bio', sa.Text(), nullable=True),
        schema='app'
    )

def downgrade():
    op.drop_column('users', 'bio', schema='app')
