# dialects: postgresql sqlite mysql mariadb


def upgrade():
    for name in ('a', 'b'):
        op.execute(f'UPDATE {name} SET x = 1')
    if op.get_context().dialect.name == 'postgresql':
        op.execute('SELECT version()')
    if context.is_offline_mode():
        op.execute('SELECT 7')


def downgrade():
    pass
