# dialects: postgresql


def upgrade():
    op.create_check_constraint('ck', 'a', 'x > 5 AND y < 3')
    op.create_check_constraint('ck2', 'a', sa.column('name').in_(['a', 'b']), schema='app')
    op.create_check_constraint('ck3', 'a', sa.text('x > 0'), postgresql_not_valid=True)


def downgrade():
    op.drop_constraint('ck', 'a')
