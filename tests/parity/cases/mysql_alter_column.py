# dialects: mysql mariadb


def upgrade():
    op.alter_column("t", "c", nullable=False, existing_type=sa.Integer())
    op.alter_column("t", "c", type_=sa.String(5))
    op.alter_column("t", "c", type_=sa.String(5), existing_nullable=False, existing_server_default="x", existing_comment="c")
    op.alter_column("t", "c", server_default="5")
    op.alter_column("t", "c", server_default=sa.text("now()"), existing_type=sa.DateTime())
    op.alter_column("t", "c", server_default=sa.text("now()"), existing_type=sa.TIMESTAMP())
    op.alter_column("t", "c", server_default="7", existing_type=sa.Integer())
    op.alter_column("t", "c", server_default=None, existing_type=sa.DateTime())
    op.alter_column("t", "c", server_default=None)
    op.alter_column("t", "c", new_column_name="d", existing_type=sa.Integer(), existing_nullable=False, existing_server_default="3", existing_autoincrement=True)
    op.alter_column("t", "c", autoincrement=True, existing_type=sa.Integer(), existing_nullable=False)
    op.alter_column("t", "c", autoincrement=False, existing_type=sa.Integer(), existing_nullable=False, existing_autoincrement=True)
    op.alter_column("t", "c", comment="it's 5%", existing_type=sa.Integer())
    op.alter_column("t", "c", comment=None, existing_type=sa.Integer(), existing_comment="x")
    op.alter_column("t", "c", nullable=True, existing_type=sa.Integer(), existing_comment="x")
    op.alter_column("t", "c", schema="s.x", nullable=True, existing_type=sa.Integer())
    op.alter_column("t", "c", existing_type=sa.Enum("a", name="e"), type_=sa.Enum("a", "b", name="e"), existing_nullable=False)
    op.alter_column("t", "c", existing_type=sa.Boolean(create_constraint=True, name="b1"), type_=sa.Boolean(create_constraint=True, name="b2"))
    op.alter_column("t", "c", server_default=sa.text("uuid()"), existing_type=sa.String(36))
    op.alter_column("t", "c", existing_type=sa.Integer())
    op.alter_column("t", "c", nullable=False, existing_type=sa.DateTime())
    op.alter_column("t", "c", nullable=False, existing_type=mysql.DATETIME(fsp=6), existing_server_default=sa.text("now(6)"))


def downgrade():
    pass
