# dialects: postgresql sqlite mysql mariadb


def upgrade():
    context.get_context().impl.static_output('-- a remark')


def downgrade():
    pass
