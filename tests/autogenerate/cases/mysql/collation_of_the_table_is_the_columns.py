# databases: mysql
# kinds: 

import sqlalchemy as sa
from sqlalchemy.dialects import mysql


def before(metadata):
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a", sa.String(20)),
        sa.Column("b", sa.Text(collation="utf8mb4_bin")),
        sa.Column("c", mysql.VARCHAR(9, charset="utf8mb4", collation="utf8mb4_bin")),
        sa.Column("d", mysql.VARCHAR(9, charset="latin1")),
        mysql_engine="InnoDB",
        mysql_charset="utf8mb4",
        mysql_collate="utf8mb4_bin",
    )


after = before
