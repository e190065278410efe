# dialects: postgresql sqlite mysql mariadb


def upgrade():
    op.create_index('ix', 'a', [sa.column('x').desc(), sa.column('y').asc().nulls_last()])


def downgrade():
    pass
