"""age is a number again

Revision ID: 94c9d0e1f2a3
Revises: 93c9d0e1f2a3
Create Date: 2025-11-11 09:00:00.000000
"""

from alembic import op
import sqlalchemy as sa

# revision identifiers
revision = '94c9d0e1f2a3'
down_revision = '93c9d0e1f2a3'
branch_labels = None
depends_on = None


def upgrade():
    # Add new column
    op.add_column('users', sa.Column('age_new', sa.Integer()), schema='app')
    
    # Copy and convert data
    op.execute("UPDATE app.users SET age_new = CAST(age_old AS INTEGER)")
    
    # Drop old column
    op.drop_column('users', 'age_old', schema='app')
    
    # Rename new column
    op.alter_column('users', 'age_new', new_column_name='age', schema='app')


def downgrade():
    op.alter_column('users', 'age', new_column_name='age_new', schema='app')
    op.add_column('users', sa.Column('age_old', sa.String()), schema='app')
    op.execute("UPDATE app.users SET age_old = CAST(age_new AS VARCHAR)")
    op.drop_column('users', 'age_new', schema='app')
