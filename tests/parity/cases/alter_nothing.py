# dialects: postgresql sqlite mysql mariadb


def upgrade():
    op.alter_column('t', 'x', existing_type=sa.Integer(), existing_nullable=False)


def downgrade():
    pass
