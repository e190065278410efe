# dialects: postgresql sqlite mysql mariadb


def upgrade():
    op.add_column('t', sa.Column('x', sa.Boolean(), nullable=False, server_default=sa.text('false')))


def downgrade():
    pass
