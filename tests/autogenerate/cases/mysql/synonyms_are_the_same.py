# databases: mysql
# kinds:
# alembic: modify_type
# instead: a display width changes nothing that is stored

import sqlalchemy as sa
from sqlalchemy.dialects import mysql


def before(metadata):
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a", sa.Boolean),
        sa.Column("b", mysql.TINYINT(1)),
        sa.Column("c", mysql.TINYINT(display_width=1)),
        sa.Column("d", sa.Numeric(10, 2)),
        sa.Column("e", mysql.DECIMAL(10, 2)),
        sa.Column("f", mysql.NUMERIC(8, 1)),
        sa.Column("g", sa.JSON),
        sa.Column("h", mysql.LONGTEXT),
        sa.Column("i", sa.Float),
        sa.Column("j", sa.Double),
        sa.Column("k", sa.Integer),
        sa.Column("l", mysql.INTEGER(display_width=5)),
        sa.Column("m", mysql.INTEGER(unsigned=True)),
        sa.Column("n", sa.Text(100)),
        sa.Column("o", sa.Float(53)),
        sa.Column("p", sa.REAL),
        sa.Column("q", sa.Numeric),
    )


def after(metadata):
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a", mysql.TINYINT(1)),
        sa.Column("b", sa.Boolean),
        sa.Column("c", mysql.BOOLEAN),
        sa.Column("d", mysql.DECIMAL(10, 2)),
        sa.Column("e", sa.Numeric(10, 2)),
        sa.Column("f", sa.Numeric(8, 1)),
        sa.Column("g", mysql.JSON),
        sa.Column("h", mysql.LONGTEXT),
        sa.Column("i", mysql.FLOAT),
        sa.Column("j", mysql.DOUBLE),
        sa.Column("k", mysql.INTEGER(display_width=9)),
        sa.Column("l", sa.Integer),
        sa.Column("m", mysql.INTEGER(display_width=10, unsigned=True)),
        sa.Column("n", sa.Text),
        sa.Column("o", mysql.DOUBLE),
        sa.Column("p", mysql.DOUBLE),
        sa.Column("q", mysql.DECIMAL(10, 0)),
    )
