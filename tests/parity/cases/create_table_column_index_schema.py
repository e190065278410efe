# dialects: postgresql sqlite


def upgrade():
    op.create_table('a', sa.Column('x', sa.String(), index=True), schema='app')


def downgrade():
    pass
