# dialects: postgresql mysql mariadb


def upgrade():
    op.execute(sa.schema.CreateSequence(sa.Sequence('s', start=5, increment=2, minvalue=1, maxvalue=99, cycle=True, cache=4, schema='app', data_type=sa.BigInteger())))


def downgrade():
    op.execute(sa.schema.DropSequence(sa.Sequence('s', schema='app')))
