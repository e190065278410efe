# dialects: postgresql sqlite


def upgrade():
    op.create_table('t',
        sa.Column('c0', sa.Integer()),
        sa.Column('c1', sa.BigInteger()),
        sa.Column('c2', sa.SmallInteger()),
        sa.Column('c3', sa.String()),
        sa.Column('c4', sa.String(50)),
        sa.Column('c5', sa.Text()),
        sa.Column('c6', sa.Unicode(10)),
        sa.Column('c7', sa.UnicodeText()),
        sa.Column('c8', sa.Boolean()),
        sa.Column('c9', sa.Date()),
        sa.Column('c10', sa.DateTime()),
        sa.Column('c11', sa.DateTime(timezone=True)),
        sa.Column('c12', sa.Time()),
        sa.Column('c13', sa.Time(timezone=True)),
        sa.Column('c14', sa.Float()),
        sa.Column('c15', sa.Float(precision=53)),
        sa.Column('c16', sa.Double()),
        sa.Column('c17', sa.Numeric()),
        sa.Column('c18', sa.Numeric(10)),
        sa.Column('c19', sa.Numeric(10, 2)),
        sa.Column('c20', sa.Numeric(precision=12, scale=4, asdecimal=False)),
        sa.Column('c21', sa.LargeBinary()),
        sa.Column('c22', sa.LargeBinary(length=100)),
        sa.Column('c23', sa.JSON()),
        sa.Column('c24', sa.Uuid()),
        sa.Column('c25', sa.Uuid(as_uuid=False)),
        sa.Column('c26', sa.UUID()),
        sa.Column('c27', sa.Interval()),
        sa.Column('c28', sa.PickleType()),
    )


def downgrade():
    pass
