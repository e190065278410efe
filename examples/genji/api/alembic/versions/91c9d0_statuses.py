"""statuses have new names

Revision ID: 91c9d0e1f2a3
Revises: 90c9d0e1f2a3
Create Date: 2025-11-06 09:00:00.000000
"""

from alembic import op
import sqlalchemy as sa

# revision identifiers
revision = '91c9d0e1f2a3'
down_revision = '90c9d0e1f2a3'
branch_labels = None
depends_on = None


from sqlalchemy import table, column

def upgrade():
    # Define table for data migration
    users = table('users',
        column('id', sa.Integer),
        column('old_status', sa.String),
        column('new_status', sa.String)
    )
    
    # Update data
    op.execute(
        users.update()
        .where(users.c.old_status == 'active')
        .values(new_status='enabled')
    )


def downgrade():
    op.execute("UPDATE app.users SET new_status = NULL WHERE old_status = 'active'")
