# dialects: postgresql sqlite mysql mariadb


def upgrade():
    op.add_column('t', sa.Column('o_id', sa.Integer(), sa.ForeignKey('o.id')), inline_references=True)


def downgrade():
    pass
