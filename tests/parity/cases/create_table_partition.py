# dialects: postgresql mysql mariadb


def upgrade():
    op.create_table('m', sa.Column('at', sa.Date()), postgresql_partition_by='RANGE (at)')
    op.create_table('n', sa.Column('at', sa.Date()), postgresql_with_oids=None, postgresql_inherits='m')
    op.create_table('o', sa.Column('at', sa.Date()), prefixes=['TEMPORARY'], postgresql_on_commit='DROP')
    op.create_table('p', sa.Column('at', sa.Date()), postgresql_tablespace='fast')


def downgrade():
    pass
