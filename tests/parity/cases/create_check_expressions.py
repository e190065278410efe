# dialects: postgresql mysql mariadb


def upgrade():
    op.create_check_constraint('ck', 'a', sa.and_(sa.column('x') > 5, sa.or_(sa.column('y').is_(None), sa.func.length(sa.column('z')) <= 10)))


def downgrade():
    pass
