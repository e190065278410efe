# dialects: postgresql sqlite mysql mariadb


def upgrade():
    op.create_table('t', sa.Column('s', sa.Enum('aaa', 'bb', name='status', native_enum=False)), sa.Column('u', sa.Enum('a', 'bbbb', name='other', native_enum=False, create_constraint=True)), sa.Column('v', sa.Enum('a', name='third', native_enum=False, length=20)))


def downgrade():
    pass
