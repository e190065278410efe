# dialects: mysql mariadb


def upgrade():
    op.create_table("a", sa.Column("a", sa.Integer), mysql_engine="InnoDB", mysql_charset="utf8mb4", mysql_collate="utf8mb4_bin", mysql_row_format="DYNAMIC", mysql_key_block_size="8")
    op.create_table("b", sa.Column("a", sa.Integer), mysql_collate="utf8mb4_bin", mysql_default_charset="utf8mb4", mysql_engine="InnoDB", comment="it's \\ 5%")
    op.create_table("c", sa.Column("a", sa.Integer), mysql_default_character_set="utf8mb4", mysql_data_directory="/d", mysql_password="p'w", mysql_tablespace="ts", mysql_character_set="x", mysql_index_directory="/i", mysql_default_collate="c")
    op.create_table("d", sa.Column("a", sa.Integer), mysql_partitions="4", mysql_partition_by="KEY(a)", mysql_subpartitions="2", mysql_subpartition_by="HASH(b)", mysql_engine="MyISAM")
    op.create_table("e", sa.Column("a", sa.Integer), mariadb_engine="Aria", mariadb_page_checksum="1", mysql_engine="InnoDB")
    op.create_table_comment("t", "it's 5%", schema="s")
    op.drop_table_comment("t", existing_comment="x")
    op.rename_table("a", "b", schema="s")


def downgrade():
    op.drop_table("e")
