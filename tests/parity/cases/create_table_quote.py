# dialects: postgresql sqlite mysql mariadb


def upgrade():
    op.create_table('plain', sa.Column('x', sa.Integer(), quote=True), sa.Column('Y', sa.Integer(), quote=False))


def downgrade():
    pass
