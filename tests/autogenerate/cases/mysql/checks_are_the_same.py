# databases: mysql
# kinds: 

import sqlalchemy as sa
from sqlalchemy.dialects import mysql


def before(metadata):
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a", sa.Integer),
        sa.Column("name", sa.String(20)),
        sa.CheckConstraint("a > 0 AND a<10", name="ck_a"),
        sa.CheckConstraint("name in ('x','it''s')", name="ck_name"),
        sa.CheckConstraint("a BETWEEN 1 AND 10 OR a IS NULL"),
        sa.CheckConstraint("length(name) > 2 and not (a = 3)"),
        sa.CheckConstraint("name LIKE 'x%' AND a != 5"),
        sa.CheckConstraint("CASE WHEN a > 1 THEN name IS NOT NULL ELSE true END"),
    )


after = before
