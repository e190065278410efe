"""drop what the prototype left

Revision ID: 70a7b8c9d0e1
Revises: 60f6a7b8c9d0
Create Date: 2025-11-03 09:00:00.000000
"""

from alembic import op
import sqlalchemy as sa

# revision identifiers
revision = '70a7b8c9d0e1'
down_revision = '60f6a7b8c9d0'
branch_labels = None
depends_on = None


def upgrade():
    # Drop constraints first
    op.drop_constraint('fk_name', 'table', schema='app')
    # Then drop table
    op.drop_table('table', schema='app')


def downgrade():
    # Recreate in reverse order
    op.create_table(
        'table',
        sa.Column('id', sa.Integer(), primary_key=True),
        sa.Column('user_id', sa.Integer()),
        schema='app'
    )
    op.create_foreign_key(
        'fk_name',
        'table',
        'users',
        ['user_id'],
        ['id'],
        source_schema='app',
        referent_schema='app'
    )
