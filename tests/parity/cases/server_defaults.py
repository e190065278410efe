# dialects: postgresql sqlite


def upgrade():
    op.create_table('t',
        sa.Column('a', sa.Integer(), server_default='5'),
        sa.Column('b', sa.String(), server_default="it's"),
        sa.Column('c', sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column('d', sa.Boolean(), server_default=sa.false()),
        sa.Column('e', sa.DateTime(), server_default=sa.func.now()),
        sa.Column('f', sa.DateTime(), server_default=sa.text('CURRENT_TIMESTAMP')),
        sa.Column('g', sa.Integer(), server_default=sa.text('1 + 1')),
        sa.Column('h', sa.DateTime(), server_default=sa.func.current_timestamp()),
        sa.Column('i', sa.String(), server_default=sa.literal('x')),
        sa.Column('j', sa.String(), server_default=sa.null()),
        sa.Column('k', sa.String(), server_default=''),
        sa.Column('l', sa.Boolean(), server_default='false'),
        sa.Column('m', sa.Integer(), server_default=sa.func.coalesce(sa.text('NULL'), 3)),
    )


def downgrade():
    pass
