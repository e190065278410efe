"""feature: new table

Revision ID: a0d0e1f2a3b4
Revises: 92c9d0e1f2a3
Create Date: 2025-11-12 09:00:00.000000
"""

from alembic import op
import sqlalchemy as sa

# revision identifiers
revision = 'a0d0e1f2a3b4'
down_revision = '92c9d0e1f2a3'
branch_labels = ('feature_x',)
depends_on = None


def upgrade():
    op.create_table(
        'labels',
        sa.Column('id', sa.Integer(), primary_key=True),
        sa.Column('name', sa.String(50), nullable=False),
        schema='app'
    )


def downgrade():
    op.drop_table('labels', schema='app')
