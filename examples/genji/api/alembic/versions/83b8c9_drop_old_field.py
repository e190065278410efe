"""zero downtime 4: drop old_field

Revision ID: 83b8c9d0e1f2
Revises: 82b8c9d0e1f2
Create Date: 2025-11-04 12:00:00.000000
"""

from alembic import op
import sqlalchemy as sa

# revision identifiers
revision = '83b8c9d0e1f2'
down_revision = '82b8c9d0e1f2'
branch_labels = None
depends_on = None


# Step 6: Drop old column
def upgrade():
    op.drop_column('users', 'old_field')


def downgrade():
    op.add_column('users', sa.Column('old_field', sa.String(), server_default=''))
    op.execute("UPDATE app.users SET old_field = new_field")
