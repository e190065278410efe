"""age is a number and email is required

Revision ID: 20b2c3d4e5f6
Revises: 10a1b2c3d4e5
Create Date: 2025-10-27 09:00:00.000000
"""

from alembic import op
import sqlalchemy as sa

# revision identifiers
revision = '20b2c3d4e5f6'
down_revision = '10a1b2c3d4e5'
branch_labels = None
depends_on = None


def upgrade():
    # Change column type
    op.alter_column(
        'users',
        'age',
        type_=sa.Integer(),
        existing_type=sa.String(),
        schema='app'
    )
    
    # Add NOT NULL constraint
    op.alter_column(
        'users',
        'email',
        nullable=False,
        schema='app'
    )

def downgrade():
    op.alter_column('users', 'age', type_=sa.String(), schema='app')
    op.alter_column('users', 'email', nullable=True, schema='app')
