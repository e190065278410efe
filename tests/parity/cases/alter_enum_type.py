# dialects: postgresql mysql mariadb


def upgrade():
    op.alter_column('t', 'x', type_=sa.Enum('a', 'b', name='ab'), existing_type=sa.Enum('a', name='ab'), postgresql_using='x::text::ab')


def downgrade():
    pass
