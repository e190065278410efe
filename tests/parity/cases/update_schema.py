# dialects: postgresql sqlite mysql mariadb


def upgrade():
    t = sa.table('t', sa.column('x', sa.Integer), schema='app')
    op.execute(t.update().where(t.c.x == 5).values(x=6))


def downgrade():
    pass
