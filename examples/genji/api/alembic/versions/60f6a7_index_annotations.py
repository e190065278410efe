"""index the bodies of annotations

Revision ID: 60f6a7b8c9d0
Revises: 50e5f6a7b8c9
Create Date: 2025-10-31 09:00:00.000000
"""

import functools

from alembic import op
import sqlalchemy as sa

# revision identifiers
revision = '60f6a7b8c9d0'
down_revision = '50e5f6a7b8c9'
branch_labels = None
depends_on = None


def upgrade():
    op.execute("""
        CREATE INDEX CONCURRENTLY idx_annotations_body_gin 
        ON app.annotations USING gin(body)
    """)

def downgrade():
    op.execute("DROP INDEX app.idx_annotations_body_gin")


def only_on_postgresql(migrate):
    """Other databases have no GIN indexes."""

    @functools.wraps(migrate)
    def run():
        if op.get_context().dialect.name == "postgresql":
            migrate()

    return run


upgrade = only_on_postgresql(upgrade)
downgrade = only_on_postgresql(downgrade)
