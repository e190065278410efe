# dialects: mysql mariadb


def upgrade():
    op.create_table("a", sa.Column("a", sa.Integer, comment="it's \\ 5%", nullable=False, server_default="5"), comment="x")
    op.create_table("b", sa.Column("a", sa.TIMESTAMP), sa.Column("b", mysql.TIMESTAMP(fsp=3), nullable=False, server_default=sa.text("CURRENT_TIMESTAMP(3)")), sa.Column("c", sa.TIMESTAMP, server_default=sa.text("CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP")))
    op.create_table("c", sa.Column("a", sa.Integer, server_default=sa.text("5")), sa.Column("b", sa.Integer, server_default=sa.text("1 + 1")), sa.Column("c", sa.DateTime, server_default=sa.func.now()), sa.Column("d", sa.JSON, server_default=sa.text("('{}')")), sa.Column("e", sa.DateTime, server_default=sa.text("now(6)")), sa.Column("f", sa.String(20), server_default=sa.text("uuid()")), sa.Column("g", sa.String(5), server_default="a\\b'%"), sa.Column("h", sa.DateTime, server_default=sa.text("current_timestamp(3) on update current_timestamp(3)")), sa.Column("i", sa.Boolean, server_default=sa.false()), sa.Column("j", sa.Boolean, server_default=sa.text("b'0'")))
    op.create_table("d", sa.Column("a", mysql.BIGINT(unsigned=True), primary_key=True), sa.Column("b", sa.Integer, primary_key=True))
    op.create_table("e", sa.Column("a", mysql.INTEGER(11, unsigned=True), primary_key=True))
    op.create_table("f", sa.Column("a", sa.Integer), sa.Column("b", sa.Integer, sa.Computed("a + 1")), sa.Column("c", sa.Integer, sa.Computed("a + 2", persisted=True), nullable=False), sa.Column("d", sa.Integer, sa.Computed("a*2", persisted=False), nullable=True))
    op.create_table("g", sa.Column("a`b", sa.Integer), sa.Column("Order", sa.Integer), sa.Column("rank", sa.Integer), sa.Column("offset", sa.Integer), sa.Column("100", sa.Integer), sa.Column("a%b", sa.Integer))
    op.create_table("h", sa.Column("id", sa.Uuid, primary_key=True), sa.Column("u", sa.UUID(as_uuid=False)), sa.Column("n", sa.Uuid(native_uuid=False)))
    op.add_column("t", sa.Column("a", sa.Integer, comment="c"), schema="s")
    op.add_column("t", sa.Column("id", sa.Integer, primary_key=True, autoincrement=True), inline_primary_key=True)
    op.drop_column("t", "a", schema="s")


def downgrade():
    op.drop_column("t", "id")
