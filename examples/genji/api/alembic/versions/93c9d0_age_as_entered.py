"""keep ages as they were entered

Revision ID: 93c9d0e1f2a3
Revises: 92c9d0e1f2a3
Create Date: 2025-11-10 09:00:00.000000
"""

from alembic import op
import sqlalchemy as sa

# revision identifiers
revision = '93c9d0e1f2a3'
down_revision = '92c9d0e1f2a3'
branch_labels = None
depends_on = None


def upgrade():
    op.alter_column(
        'users',
        'age',
        new_column_name='age_old',
        type_=sa.String(),
        existing_type=sa.Integer(),
        schema='app'
    )


def downgrade():
    op.alter_column(
        'users',
        'age_old',
        new_column_name='age',
        type_=sa.Integer(),
        existing_type=sa.String(),
        schema='app'
    )
