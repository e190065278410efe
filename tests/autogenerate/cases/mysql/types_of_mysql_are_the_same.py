# databases: mysql
# kinds:
# alembic: modify_type modify_type
# instead: NATIONAL is a character set, and the same

import sqlalchemy as sa
from sqlalchemy.dialects import mysql


def before(metadata):
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a", mysql.TINYINT(unsigned=True)),
        sa.Column("b", mysql.MEDIUMINT),
        sa.Column("c", mysql.BIT(5)),
        sa.Column("d", mysql.YEAR),
        sa.Column("e", mysql.TIME(fsp=2)),
        sa.Column("f", mysql.DATETIME(fsp=6)),
        sa.Column("g", mysql.TINYBLOB),
        sa.Column("h", mysql.MEDIUMBLOB),
        sa.Column("i", mysql.LONGBLOB),
        sa.Column("j", sa.LargeBinary(3000)),
        sa.Column("k", sa.BINARY(16)),
        sa.Column("l", sa.VARBINARY(16)),
        sa.Column("m", mysql.MEDIUMTEXT),
        sa.Column("n", mysql.LONGTEXT(collation="utf8mb4_bin")),
        sa.Column("o", mysql.SET("a", "b")),
        sa.Column("p", mysql.ENUM("a", "it's", "x,y", charset="latin1")),
        sa.Column("q", mysql.CHAR(3)),
        sa.Column("r", mysql.NCHAR(3)),
        sa.Column("s", mysql.NVARCHAR(3)),
        sa.Column("t", mysql.INTEGER(zerofill=True, unsigned=True)),
        sa.Column("u", mysql.DOUBLE(10, 3)),
        sa.Column("v", mysql.FLOAT(7, 2)),
        sa.Column("w", sa.Uuid),
        sa.Column("x", sa.Interval),
        sa.Column("y", sa.CHAR),
        sa.Column("z", mysql.DECIMAL(5, unsigned=True)),
    )


after = before
