# dialects: postgresql


def upgrade():
    op.create_table('t', sa.Column('id', postgresql.UUID(), server_default=sa.text('gen_random_uuid()'), primary_key=True), sa.Column('tags', postgresql.ARRAY(sa.Text()), server_default='{}'), sa.Column('meta', postgresql.JSONB(), server_default=sa.text("'{}'::jsonb")))


def downgrade():
    pass
