# dialects: sqlite


def upgrade():
    op.create_table('t', sa.Column('a', sa.BLOB()), sa.Column('b', sa.DATETIME()), sa.Column('c', sa.BINARY(4)), sa.Column('d', sa.VARBINARY(10)), sa.Column('e', sqlite.JSON()), sa.Column('f', sqlite.DATETIME()), sa.Column('g', sqlite.INTEGER()), sa.Column('h', sqlite.REAL()))


def downgrade():
    pass
