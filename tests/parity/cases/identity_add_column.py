# dialects: postgresql mysql mariadb


def upgrade():
    op.add_column('t', sa.Column('n', sa.Integer(), sa.Identity(always=True), nullable=False))


def downgrade():
    pass
