# dialects: postgresql mysql mariadb


def upgrade():
    op.create_index('i1', 'a', ['x'], postgresql_using='gin')
    op.create_index('i2', 'a', ['x', 'y'], postgresql_ops={'x': 'text_pattern_ops'})
    op.create_index('i3', 'a', ['x'], postgresql_include=['y', 'z'])
    op.create_index('i4', 'a', ['x'], postgresql_with={'fillfactor': 50})
    op.create_index('i5', 'a', ['x'], postgresql_tablespace='fast')
    op.create_index('i6', 'a', ['x'], unique=True, postgresql_nulls_not_distinct=True)
    op.create_index('i7', 'a', [sa.text('body jsonb_path_ops')], postgresql_using='gin')


def downgrade():
    pass
