# dialects: postgresql sqlite


def upgrade():
    context.get_context().impl.static_output('-- a remark')


def downgrade():
    pass
