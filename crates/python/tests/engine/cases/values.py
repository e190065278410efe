import datetime
import decimal
import enum
import uuid

from sqlalchemy.dialects import postgresql, sqlite


class Color(enum.Enum):
    red = 1
    blue = 2


class Lower(sa.TypeDecorator):
    impl = sa.String
    cache_ok = True

    def process_bind_param(self, value, dialect):
        return value.lower() if value else value


name = bind.dialect.name


def run(label, statement, parameters=None):
    found = bind.execute(statement, parameters)
    if not found.returns_rows:
        print(label, found.rowcount)
        return
    for row in found:
        print(label, *[repr(bytes(v) if isinstance(v, memoryview) else v) for v in row])


R = sa.Table(
    "r",
    sa.MetaData(),
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("s", sa.String(50)),
    sa.Column("b", sa.Boolean),
    sa.Column("d", sa.DateTime),
    sa.Column("dt", sa.Date),
    sa.Column("tm", sa.Time),
    sa.Column("n", sa.Numeric(10, 2)),
    sa.Column("f", sa.Float),
    sa.Column("j", sa.JSON),
    sa.Column("u", sa.Uuid),
    sa.Column("e", sa.Enum(Color)),
    sa.Column("lb", sa.LargeBinary),
    sa.Column("iv", sa.Interval),
    sa.Column("low", Lower),
    sa.Column("big", sa.BigInteger),
)
R.create(bind)
row = dict(
    s="it's 100% \\ok :x",
    b=True,
    d=datetime.datetime(2020, 1, 2, 3, 4, 5, 678),
    dt=datetime.date(2020, 2, 3),
    tm=datetime.time(1, 2, 3),
    n=decimal.Decimal("1.50"),
    f=1.25,
    j={"a": [1, None, "x"]},
    u=uuid.UUID(int=5),
    e=Color.blue,
    lb=b"\x00\xff",
    iv=datetime.timedelta(days=1, seconds=5),
    low="ABC",
    big=10**12,
)
run("insert", R.insert().values(id=1, **row))
run("insert nulls", R.insert().values(id=2, s=None))
run("insert many", R.insert(), [dict(id=3, s="c", b=False), dict(id=4, s="d", b=True)])
run("multi", R.insert().values([dict(id=5, s="e"), dict(id=6, s="f")]))
run("select", sa.select(R).order_by(R.c.id))
run("where", sa.select(R.c.id).where(R.c.s == row["s"]))
run("like", sa.select(R.c.id).where(R.c.s.like("it's 100\\%%")))
run("where u", sa.select(R.c.id).where(R.c.u == row["u"]))
run("where e", sa.select(R.c.id).where(R.c.e == Color.blue))
run("where e str", sa.select(R.c.id).where(R.c.e == "blue"))
run("where d", sa.select(R.c.id).where(R.c.d > datetime.datetime(2019, 1, 1)))
run("where dt", sa.select(R.c.id).where(R.c.dt == row["dt"]))
run("where n", sa.select(R.c.id).where(R.c.n == row["n"]))
run("where low", sa.select(R.c.id).where(R.c.low == "ABC"))
run("where in", sa.select(R.c.id).where(R.c.id.in_([1, 3])))
run("where notin", sa.select(R.c.id).where(R.c.id.not_in([1, 3])).order_by(R.c.id))
run("in empty", sa.select(R.c.id).where(R.c.id.in_([])))
run("notin empty", sa.select(R.c.id).where(R.c.id.not_in([])).order_by(R.c.id))
run("bool", sa.select(R.c.id).where(R.c.b).order_by(R.c.id))
run("not bool", sa.select(R.c.id).where(~R.c.b).order_by(R.c.id))
run("is", sa.select(R.c.id).where(R.c.b.is_(None)).order_by(R.c.id))
run(
    "count",
    sa.select(sa.func.count(), sa.func.max(R.c.d), sa.func.min(R.c.n), sa.func.sum(R.c.id)),
)
run(
    "case",
    sa.select(
        R.c.id, sa.case((R.c.b == True, "yes"), (R.c.b == False, "no"), else_=None)
    ).order_by(R.c.id),
)
run(
    "group case",
    sa.select(sa.case((R.c.s == "c", "C"), else_="other").label("k"), sa.func.count())
    .group_by(sa.case((R.c.s == "c", "C"), else_="other"))
    .order_by("k"),
)
run("update", R.update().where(R.c.id == 2).values(s=R.c.s + "x", e="red", j=[1], big=R.c.id * 2))
run(
    "update case enum",
    R.update().where(R.c.id == 3).values(s=sa.case((R.c.id == 3, "three"), else_="?")),
)
run(
    "update returning", R.update().where(R.c.id == 3).values(s="q").returning(R.c.id, R.c.s, R.c.e)
)
run("text", sa.text("SELECT id, s FROM r WHERE s = :s"), {"s": "q"})
run(
    "text many",
    sa.text("UPDATE r SET s = :s WHERE id = :id"),
    [{"s": "a'b", "id": 4}, {"s": "x\\y", "id": 5}],
)
run(
    "text in",
    sa.text("SELECT id FROM r WHERE id IN :ids ORDER BY id").bindparams(
        sa.bindparam("ids", expanding=True)
    ),
    {"ids": [1, 2]},
)
run("text null", sa.text("SELECT id FROM r WHERE :x IS NULL AND id = 1"), {"x": None})
run(
    "text types",
    (
        sa.text("UPDATE r SET d = :d, n = :n, b = :b, f = :f, u = :u WHERE id = 6")
        if name == "postgresql"
        else sa.text("UPDATE r SET d=:d, b=:b, f=:f WHERE id=6")
    ),
    {
        "d": datetime.datetime(2021, 1, 1),
        "n": decimal.Decimal("2.25"),
        "b": True,
        "f": 2.5,
        "u": "00000000-0000-0000-0000-000000000009",
    },
)
run("text concat", sa.text("SELECT :a || 'z', :n + 1"), {"a": "q", "n": 4})
run(
    "select lit",
    sa.select(
        sa.literal("x"),
        sa.literal(5),
        sa.literal(1.5),
        sa.literal(True),
        sa.null(),
        sa.literal(decimal.Decimal("1.5")),
    ),
)
run("sub", sa.select(R.c.id).where(R.c.id == sa.select(sa.func.max(R.c.id)).scalar_subquery()))
run("exists", sa.select(R.c.id).where(sa.exists().where(R.c.id == 1)).order_by(R.c.id).limit(2))
run("limit", sa.select(R.c.id).order_by(R.c.id.desc()).limit(2).offset(1))
run("dist", sa.select(R.c.b).distinct().order_by(R.c.b))
run(
    "cte",
    (lambda q: sa.select(q.c.id).where(q.c.id > 3).order_by(q.c.id))(sa.select(R.c.id).cte("q")),
)
run(
    "union",
    sa.union(sa.select(R.c.id).where(R.c.id == 1), sa.select(R.c.id).where(R.c.id == 2)).order_by(
        "id"
    ),
)
ins = (postgresql if name == "postgresql" else sqlite).insert(R)
run(
    "upsert",
    ins.values(id=1, s="new").on_conflict_do_update(
        index_elements=["id"], set_={"s": ins.excluded.s + "!", "b": False}
    ),
)
run("upsert2", ins.values(id=1, s="new").on_conflict_do_nothing())
run("json", sa.select(R.c.j["a"][0].as_integer()).where(R.c.id == 1))
run("cast", sa.select(sa.cast(R.c.id, sa.String), sa.cast("5", sa.Integer)).where(R.c.id == 1))
run("concat", sa.select(R.c.s + "-" + R.c.s).where(R.c.id == 3))
run("like2", sa.select(R.c.id).where(R.c.s.contains("a'b")))
run(
    "fromselect",
    R.insert().from_select(["id", "s"], sa.select(R.c.id + 100, R.c.s).where(R.c.id < 3)),
)
run("delete", R.delete().where(R.c.id.in_(sa.select(R.c.id).where(R.c.id > 100))))
run("insert pk", R.insert().values(id=50, s="auto"))
run("scalar", sa.select(sa.func.coalesce(sa.func.max(R.c.s), "none")))
run("order nulls", sa.select(R.c.id).order_by(R.c.b.nulls_last(), R.c.id))
run("extract", sa.select(sa.extract("year", R.c.d)).where(R.c.id == 1))
run("between", sa.select(R.c.id).where(R.c.id.between(2, 3)).order_by(R.c.id))
r = bind.execute(R.insert().values(s="z", id=77))
print(r.inserted_primary_key)
if name == "postgresql":
    A = sa.table(
        "arr",
        sa.column("id", sa.Integer),
        sa.column("xs", postgresql.ARRAY(sa.Integer)),
        sa.column("ts", postgresql.ARRAY(sa.Text)),
        sa.column("j", postgresql.JSONB),
        sa.column("tz", sa.DateTime(timezone=True)),
        sa.column("ip", postgresql.INET),
    )
    bind.execute(
        sa.text(
            "create temp table arr (id int, xs int[], ts text[], j jsonb, tz timestamptz, ip inet)"
        )
    )
    run(
        "a1",
        A.insert().values(
            id=1,
            xs=[1, 2],
            ts=["a", "b\\"],
            j={"k": [1, 2]},
            tz=datetime.datetime(2020, 1, 1, tzinfo=datetime.timezone.utc),
            ip="10.0.0.1",
        ),
    )
    run("a2", sa.select(A.c.id, A.c.xs, A.c.ts, A.c.j, A.c.ip))
    run("a3", sa.select(A.c.id).where(A.c.xs.contains([1])))
    run("a4", sa.select(A.c.id).where(A.c.xs.any(2)))
    run("a5", sa.select(A.c.j["k"][1].astext, A.c.j[("k", "0")].astext))
    run("a6", sa.select(A.c.id).where(A.c.j.contains({"k": [1]})))
    run(
        "a7",
        A.update().values(
            xs=A.c.xs + [3], j=sa.func.jsonb_set(A.c.j, "{z}", sa.cast("5", postgresql.JSONB))
        ),
    )
    run("a8", sa.select(A.c.xs, A.c.j))
    run("a9", sa.select(sa.func.unnest(A.c.xs)))
    run("a10", sa.select(A.c.id).where(A.c.ip == "10.0.0.1"))
    run("a11", sa.text("SELECT :xs = xs FROM arr"), {"xs": [1, 2, 3]})
    run(
        "a12",
        sa.text("UPDATE arr SET j = :j").bindparams(sa.bindparam("j", type_=postgresql.JSONB)),
        {"j": {"q": 1}},
    )
    run("a13", sa.text("UPDATE arr SET j = :j"), {"j": '{"q": 2}'})
    run("a14", sa.text("SELECT json_build_object('a', :v)"), {"v": "x"})
    run("a15", sa.text("SELECT cast(:v as jsonb)"), {"v": '{"a": 1}'})
    run("a16", sa.select(sa.func.concat("a", A.c.id, "b")))
    run("a17", sa.select(A.c.tz))
