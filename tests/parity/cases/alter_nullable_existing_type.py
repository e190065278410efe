# dialects: postgresql mysql mariadb


def upgrade():
    op.alter_column('t', 'x', existing_type=sa.String(20), nullable=False, schema='app')


def downgrade():
    pass
