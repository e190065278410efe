# dialects: postgresql sqlite mysql mariadb


def upgrade():
    op.add_column('t', sa.Column('x', sa.Integer(), comment='why'))


def downgrade():
    pass
