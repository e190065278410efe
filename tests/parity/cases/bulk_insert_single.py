# dialects: postgresql sqlite mysql mariadb


def upgrade():
    t = sa.table('t', sa.column('id', sa.Integer), sa.column('name', sa.String), sa.column('ok', sa.Boolean), sa.column('at', sa.DateTime), sa.column('amount', sa.Numeric(10, 2)))
    op.bulk_insert(t, [{'id': 1, 'name': op.inline_literal('x')}], multiinsert=False)


def downgrade():
    pass
