# dialects: postgresql mysql mariadb


def upgrade():
    op.add_column('t', sa.Column('x', sa.Integer(), primary_key=True), inline_primary_key=True)


def downgrade():
    pass
