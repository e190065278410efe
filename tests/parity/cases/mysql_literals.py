# dialects: mysql mariadb
import datetime


def upgrade():
    t = sa.table("t", sa.column("a", sa.String), sa.column("b", mysql.ENUM("a", "b")), sa.column("c", mysql.DATETIME(fsp=6)), sa.column("d", mysql.LONGTEXT), sa.column("e", mysql.TINYINT(1)), sa.column("f", sa.LargeBinary), sa.column("g", sa.Boolean))
    op.bulk_insert(t, [{"a": "a\\b'c%\n", "b": "a", "c": datetime.datetime(2025, 1, 2, 3, 4, 5, 60), "d": "x\\", "e": 1, "f": b"ab'c%\\", "g": True}])
    op.bulk_insert(t, [{"a": None, "e": 0}, {"a": "é", "e": 5}])
    op.execute("UPDATE t SET a = '50%' WHERE a LIKE 'x%'")
    op.execute(sa.text("UPDATE t SET a = :v WHERE d LIKE 'x%'").bindparams(v="a\\b"))


def downgrade():
    pass
