# dialects: postgresql sqlite


def upgrade():
    op.create_table('t',
        sa.Column('c0', sa.INTEGER()),
        sa.Column('c1', sa.INT()),
        sa.Column('c2', sa.BIGINT()),
        sa.Column('c3', sa.SMALLINT()),
        sa.Column('c4', sa.VARCHAR()),
        sa.Column('c5', sa.VARCHAR(length=10)),
        sa.Column('c6', sa.CHAR(length=2)),
        sa.Column('c7', sa.CHAR()),
        sa.Column('c8', sa.TEXT()),
        sa.Column('c9', sa.NUMERIC(precision=10, scale=2)),
        sa.Column('c10', sa.DECIMAL(8)),
        sa.Column('c11', sa.FLOAT()),
        sa.Column('c12', sa.FLOAT(10)),
        sa.Column('c13', sa.REAL()),
        sa.Column('c14', sa.DOUBLE()),
        sa.Column('c15', sa.DOUBLE_PRECISION()),
        sa.Column('c16', sa.BOOLEAN()),
        sa.Column('c17', sa.DATE()),
        sa.Column('c18', sa.TIME()),
        sa.Column('c19', sa.TIMESTAMP()),
        sa.Column('c20', sa.TIMESTAMP(timezone=True)),
        sa.Column('c21', sa.NVARCHAR(10)),
        sa.Column('c22', sa.NCHAR(3)),
        sa.Column('c23', sa.CLOB()),
    )


def downgrade():
    pass
