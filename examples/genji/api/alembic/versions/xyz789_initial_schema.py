"""initial schema

Revision ID: xyz789
Revises: initial
Create Date: 2025-09-01 09:30:00.000000
"""

from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

# revision identifiers
revision = 'xyz789'
down_revision = 'initial'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        'groups',
        sa.Column('id', sa.Integer(), primary_key=True),
        sa.Column('name', sa.String(100), nullable=False, unique=True),
        schema='app'
    )
    op.create_table(
        'users',
        sa.Column('id', sa.Integer(), primary_key=True),
        sa.Column('email', sa.String(255)),
        sa.Column('old_name', sa.String(100)),
        sa.Column('old_field', sa.String(), server_default=''),
        sa.Column('old_status', sa.String(20)),
        sa.Column('new_status', sa.String(20)),
        sa.Column('age', sa.String()),
        sa.Column('is_active', sa.Boolean()),
        sa.Column('group_id', sa.Integer(), sa.ForeignKey('app.groups.id')),
        schema='app'
    )
    op.create_table(
        'documents',
        sa.Column('id', sa.Integer(), primary_key=True),
        sa.Column('title', sa.String(200), nullable=False),
        sa.Column('owner_id', sa.Integer()),
        schema='app'
    )
    op.create_table(
        'annotations',
        sa.Column('id', sa.Integer(), primary_key=True),
        sa.Column('document_id', sa.Integer(), sa.ForeignKey('app.documents.id'), nullable=False),
        sa.Column('body', sa.JSON().with_variant(postgresql.JSONB(), 'postgresql')),
        schema='app'
    )
    # What the first prototype left behind; a later revision drops it.
    op.create_table(
        'table',
        sa.Column('id', sa.Integer(), primary_key=True),
        sa.Column('user_id', sa.Integer()),
        sa.ForeignKeyConstraint(['user_id'], ['app.users.id'], name='fk_name'),
        schema='app'
    )


def downgrade():
    op.drop_table('table', schema='app')
    op.drop_table('annotations', schema='app')
    op.drop_table('documents', schema='app')
    op.drop_table('users', schema='app')
    op.drop_table('groups', schema='app')
