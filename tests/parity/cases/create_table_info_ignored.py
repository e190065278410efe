# dialects: postgresql sqlite mysql mariadb


def upgrade():
    op.create_table('a', sa.Column('x', sa.Integer(), info={'k': 1}, doc='text', default=5, onupdate=6), info={'bind_key': None})


def downgrade():
    pass
