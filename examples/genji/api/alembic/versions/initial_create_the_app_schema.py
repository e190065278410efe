"""create the app schema

Revision ID: initial
Revises: 
Create Date: 2025-09-01 09:00:00.000000
"""

from alembic import op
import sqlalchemy as sa

# revision identifiers
revision = 'initial'
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    if op.get_context().dialect.name == "postgresql":
        op.execute("CREATE SCHEMA IF NOT EXISTS app")


def downgrade():
    if op.get_context().dialect.name == "postgresql":
        op.execute("DROP SCHEMA app")
