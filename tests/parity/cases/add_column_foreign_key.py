# dialects: postgresql mysql mariadb


def upgrade():
    op.add_column('t', sa.Column('o_id', sa.Integer(), sa.ForeignKey('o.id', name='fk_o', ondelete='CASCADE')))


def downgrade():
    op.drop_column('t', 'o_id')
