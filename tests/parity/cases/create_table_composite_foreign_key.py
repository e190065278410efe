# dialects: postgresql sqlite


def upgrade():
    op.create_table('a', sa.Column('x', sa.Integer()), sa.Column('y', sa.Integer()), sa.ForeignKeyConstraint(['x', 'y'], ['b.x', 'b.y'], name='fk', deferrable=True, initially='DEFERRED', match='FULL'))


def downgrade():
    pass
