# dialects: postgresql mysql mariadb


def upgrade():
    op.create_table_comment('a', "it's all", existing_comment=None, schema='app')


def downgrade():
    op.drop_table_comment('a', existing_comment='x', schema='app')
