# dialects: postgresql mysql mariadb


def upgrade():
    op.execute(sa.schema.CreateSchema('app', if_not_exists=True))
    op.execute(sa.schema.CreateSchema('Other'))


def downgrade():
    op.execute(sa.schema.DropSchema('app', cascade=True, if_exists=True))
