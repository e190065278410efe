# dialects: postgresql sqlite mysql mariadb


def upgrade():
    op.create_index('ix', 'a', ['x'], postgresql_where=sa.text('x > 5'), sqlite_where=sa.text('x > 6'))
    op.create_index('ix2', 'a', ['x'], unique=True, postgresql_where=sa.column('deleted').is_(None), sqlite_where=sa.column('deleted') == 5)


def downgrade():
    pass
