# dialects: postgresql sqlite mysql mariadb


def upgrade():
    op.add_column('order', sa.Column('Amount', sa.Numeric(10, 2)))


def downgrade():
    pass
