# dialects: postgresql sqlite mysql mariadb


def upgrade():
    op.execute(sa.text('UPDATE a SET x = :x, y = :y').bindparams(x='q', y=5))


def downgrade():
    pass
