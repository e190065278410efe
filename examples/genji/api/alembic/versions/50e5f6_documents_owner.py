"""documents have owners

Revision ID: 50e5f6a7b8c9
Revises: 40d4e5f6a7b8
Create Date: 2025-10-30 09:00:00.000000
"""

from alembic import op
import sqlalchemy as sa

# revision identifiers
revision = '50e5f6a7b8c9'
down_revision = '40d4e5f6a7b8'
branch_labels = None
depends_on = None


def upgrade():
    op.create_foreign_key(
        'fk_documents_owner',
        'documents',
        'users',
        ['owner_id'],
        ['id'],
        source_schema='app',
        referent_schema='app'
    )

def downgrade():
    op.drop_constraint('fk_documents_owner', 'documents', schema='app')
