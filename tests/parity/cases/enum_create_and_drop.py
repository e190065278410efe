# dialects: postgresql


def upgrade():
    status = postgresql.ENUM('a', 'b', name='made')
    status.create(op.get_bind(), checkfirst=False)


def downgrade():
    postgresql.ENUM(name='made').drop(op.get_bind(), checkfirst=False)
