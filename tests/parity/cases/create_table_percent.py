# dialects: postgresql sqlite


def upgrade():
    op.create_table('a', sa.Column('x%y', sa.String(), server_default='10%'), sa.CheckConstraint("x LIKE 'a%'", name='c'))


def downgrade():
    pass
