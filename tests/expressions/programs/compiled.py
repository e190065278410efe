"""Expressions and statements as text: with literals, and with parameters and
their values, for three dialects and for none."""

import datetime
import decimal
import enum
import uuid
import warnings

import sqlalchemy as sa
from sqlalchemy import *
from sqlalchemy.dialects import mysql as my
from sqlalchemy.dialects import postgresql as pg
from sqlalchemy.dialects import sqlite as sl
from sqlalchemy.dialects.postgresql import (
    ARRAY,
    HSTORE,
    INET,
    JSONB,
    TSVECTOR,
    aggregate_order_by,
    array,
    array_agg,
)
from sqlalchemy.schema import *
from sqlalchemy.sql import operators

warnings.simplefilter("ignore")
metadata = MetaData()
A = Table(
    "a",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(50)),
    Column("flag", Boolean),
    Column("at", DateTime(timezone=True)),
    Column("data", JSON),
    Column("jb", JSONB().with_variant(JSON(), "mysql", "sqlite")),
    Column("amount", Numeric(10, 2)),
    Column("parent_id", Integer, ForeignKey("a.id")),
)
B = Table(
    "b",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("a_id", Integer, ForeignKey("a.id")),
    Column("x", String),
    Column("d", Date),
)
S = Table("s", metadata, Column("id", Integer), Column("n", String), schema="app")
t = table(
    "t",
    column("a", Integer),
    column("b", String),
    column("arr", ARRAY(Integer)),
    column("j", JSONB),
    column("js", pg.JSON),
    column("ip", INET),
    column("h", HSTORE),
    column("tv", TSVECTOR),
    column("r", pg.INT4RANGE),
    column("u", pg.UUID(as_uuid=True)),
    column("sarr", ARRAY(String)),
)


class E(enum.Enum):
    one = "uno"
    two = "dos"


al = A.alias("x")
sub = select(B.c.a_id, func.count().label("n")).group_by(B.c.a_id).subquery()
c1 = select(A.c.id).where(A.c.flag).cte("c1")
rec = select(A.c.id, A.c.parent_id).where(A.c.parent_id.is_(None)).cte("tree", recursive=True)
rec = rec.union_all(select(A.c.id, A.c.parent_id).join(rec, A.c.parent_id == rec.c.id))

# As text in every form.
EVERY = r"""
select(A)
select(A.c.id, A.c.name.label('n')).where(A.c.id == 5).order_by(A.c.name.desc().nulls_last()).limit(5).offset(2)
select(A).where(and_(A.c.id > 1, or_(A.c.name == 'x', not_(A.c.flag))))
select(func.count()).select_from(A)
select(func.count(A.c.id.distinct()))
select(func.count(distinct(A.c.id)))
select(A.c.name, func.max(B.c.x)).join(B, A.c.id == B.c.a_id).group_by(A.c.name).having(func.count() > 1)
select(A, B).join(B)
select(A).join_from(A, B)
select(A).outerjoin(B, B.c.a_id == A.c.id)
select(A).join(B, isouter=True)
select(A).join(B, full=True)
select(A.join(B))
select(A.c.id).select_from(A.join(B, A.c.id == B.c.a_id).outerjoin(S, S.c.id == B.c.id))
select(al.c.id).where(al.c.name.like('%x%'))
select(A.c.id).where(A.c.id.in_([1, 2, 3]))
select(A.c.id).where(A.c.id.in_([]))
select(A.c.id).where(A.c.id.not_in([]))
select(A.c.id).where(A.c.id.notin_([1]))
select(A.c.id).where(A.c.id.in_(select(B.c.a_id)))
select(A.c.id).where(~A.c.id.in_(select(B.c.a_id).where(B.c.x == A.c.name)))
select(A.c.id).where(exists().where(B.c.a_id == A.c.id))
select(A.c.id).where(~exists(select(B.c.id).where(B.c.a_id == A.c.id)))
select(A.c.id).where(select(B.c.id).where(B.c.a_id == A.c.id).exists())
select(exists(select(A.c.id)))
select(select(func.count(B.c.id)).where(B.c.a_id == A.c.id).scalar_subquery())
select(select(func.count(B.c.id)).where(B.c.a_id == A.c.id).scalar_subquery().label('n'), A.c.id)
select(sub.c.n, A.c.id).join(sub, sub.c.a_id == A.c.id)
select(sub)
select(c1)
select(rec)
select(rec.c.id).where(rec.c.parent_id == 1)
select(A.c.id).union(select(B.c.id))
select(A.c.id).union_all(select(B.c.id)).order_by('id').limit(3)
union(select(A.c.id), select(B.c.id)).subquery().select()
union_all(select(A.c.id), select(B.c.id), select(S.c.id))
intersect(select(A.c.id), select(B.c.id))
except_(select(A.c.id), select(B.c.id))
select(A.c.id).except_(select(B.c.id)).intersect(select(S.c.id))
select(union(select(A.c.id), select(B.c.id)).alias('u'))
select(A.c.id).distinct()
select(A.c.id).distinct(A.c.name)
select(A.c.id).with_for_update()
select(A.c.id).with_for_update(nowait=True, of=A)
select(A.c.id).with_for_update(skip_locked=True)
select(A.c.id).with_for_update(read=True)
select(A.c.id).with_for_update(key_share=True)
select(A.c.id).fetch(5)
select(A.c.id).fetch(5, with_ties=True)
select(A.c.id).fetch(5, percent=True)
select(A.c.id).slice(2, 5)
select(A.c.id).limit(A.c.id)
select(A.c.id).prefix_with('SQL_NO_CACHE', dialect='mysql')
select(A.c.id).with_statement_hint('/*+ x */')
select(A.c.id).correlate(B)
select(literal(1), literal('x'), literal(None), literal(True))
select(text('1'), text('a.x')).select_from(text('a'))
select(case((A.c.id == 1, 'one'), (A.c.id == 2, 'two'), else_='many'))
select(case({'x': 1, 'y': 2}, value=A.c.name, else_=0).label('k'))
select(case((A.c.flag, A.c.id)))
select(cast(A.c.id, String), cast('5', Integer), cast(A.c.name, Text), cast(None, Integer))
select(A.c.name.cast(Integer))
select(func.now(), func.current_timestamp(), func.current_date(), func.localtime(), func.localtimestamp(), func.current_user(), func.session_user(), func.user(), func.sysdate(), func.current_time())
select(func.coalesce(A.c.name, 'x'), func.lower(A.c.name), func.concat('a', A.c.name, 'b'), func.char_length(A.c.name), func.random())
select(func.my_func(1, 'a', A.c.id, None, True))
select(func.pkg.sub.fn(1))
select(func.sum(A.c.amount), func.min(A.c.at), func.max(A.c.at), func.avg(A.c.amount), func.count('*'))
select(func.count(A.c.id).filter(A.c.flag))
select(func.count(A.c.id).filter(A.c.flag, A.c.id > 5).label('q'))
select(func.row_number().over(partition_by=A.c.name, order_by=A.c.id.desc()))
select(func.row_number().over(order_by=[A.c.id, A.c.name]))
select(func.sum(A.c.id).over(order_by=A.c.id, rows=(None, 0)))
select(func.sum(A.c.id).over())
select(func.percentile_cont(0.5).within_group(A.c.id))
select(func.mode().within_group(A.c.id.desc()).label('m'))
select(func.rank().over(partition_by=[A.c.name]))
select(func.unnest(t.c.arr).column_valued('v'))
select(func.generate_series(1, 10).table_valued('v'))
select(func.generate_series(1, 10).table_valued('v', name='q').c.v)
select(func.jsonb_array_elements(t.c.j).table_valued('value', with_ordinality='ord', name='e').render_derived())
select(func.jsonb_to_recordset(t.c.j).table_valued(column('a', Integer), column('b', String)).render_derived(with_types=True))
select(A.table_valued())
select(func.row_to_json(A.table_valued()))
select(A.c.id).where(tuple_(A.c.id, A.c.name).in_(select(B.c.id, B.c.x)))
select(A.c.id).where(tuple_(A.c.id, A.c.name) == tuple_(1, 'a'))
select(A.c.id).where(A.c.id == any_(select(B.c.id)))
select(A.c.id).where(A.c.id > all_(select(B.c.id).scalar_subquery()))
select(A.c.id).where(5 == any_(t.c.arr))
select(t.c.arr == [1, 2])
select(t.c.arr.in_([[1], [2]]))
select(t.c.j.op('->')('a'), t.c.j.op('->>')('a') == 'x', t.c.j.op('#>>')('{a,b}'), t.c.j.op('?')('a'), t.c.j.op('@>')('{}'))
select(A.c.name.like('a%'), A.c.name.ilike('a%'), A.c.name.not_like('a'), A.c.name.notilike('a'), A.c.name.like('a/%', escape='/'), ~A.c.name.like('x'))
select(A.c.name.contains('x'), A.c.name.startswith('x%', autoescape=True), A.c.name.endswith('x', escape='^'), A.c.name.icontains('X'), A.c.name.istartswith('X'), A.c.name.iendswith('X'), ~A.c.name.contains('y'), A.c.name.startswith(B.c.x))
select(A.c.id.between(1, 5), ~A.c.id.between(1, 5), between(A.c.id, B.c.id, 5, symmetric=True))
select(A.c.name.collate('C'), collate(A.c.name, 'de_DE'), A.c.name.collate('NOCASE').desc())
select(A.c.at - text("interval '1 day'"), A.c.at > func.now() - text("interval '5 min'"), func.date_trunc('day', A.c.at), A.c.at.op('AT TIME ZONE')('UTC'), func.timezone('utc', func.now()))
select(A.c.id).where(A.c.flag, A.c.id == 1).where(A.c.name != 'x').filter(A.c.id < 4).filter_by(name='q')
select(A.c.id).group_by(A.c.id, A.c.name).order_by(A.c.id.asc(), desc('name'), func.lower(A.c.name))
select(A.c.id.label('z')).order_by('z').group_by('z')
select(A.c.id.label('z')).order_by(desc('z'))
select(A.c.id).order_by(A.c.id.desc().nullslast(), nulls_first(A.c.name), nulls_last(desc(A.c.at)))
select(A.c.id).order_by(None)
select(A.c.id).order_by(A.c.id).order_by(A.c.name)
select(A.c.id, A.c.id, B.c.id)
select(A.c.id, B.c.id).subquery().select()
select(A.c.id).add_columns(A.c.name).with_only_columns(A.c.flag)
select(A.c.id).select_from(A, B).where(A.c.id == B.c.a_id)
select(A.c.id).tablesample
values(column('a', Integer), column('b', String), name='v').data([(1, 'x'), (2, 'y')]).select()
select(values(column('a', Integer), column('b', String), name='v').data([(1, 'x')])).where(column('a') == 5)
select(A.c.id).join(values(column('a', Integer), name='v').data([(1,)]), column('a') == A.c.id)
insert(A).values(name='x', flag=True)
insert(A).values({'name': 'x', A.c.flag: None})
insert(A).values([{'name': 'x', 'id': 1}, {'name': 'y', 'id': 2}])
insert(A).values(name=select(func.max(B.c.x)).scalar_subquery())
insert(A).values(data=None, jb=None)
insert(A).from_select(['id', 'name'], select(B.c.id, B.c.x).where(B.c.id > 5))
insert(A).from_select([A.c.id], select(literal(1)).where(~exists().where(A.c.id == 1)))
insert(A).from_select(['name'], text('select x from b').columns(column('x')))
insert(A).prefix_with('IGNORE', dialect='mysql').values(id=1)
insert(A).prefix_with('OR REPLACE').values(id=1)
A.insert().values(id=5)
A.insert().values((1, 'n', True))
A.insert().values([(1, 'n'), (2, 'm')])
A.update().values(name='y')
update(A).values(name=B.c.x).where(A.c.id == B.c.a_id)
update(A).values(name=select(B.c.x).where(B.c.a_id == A.c.id).limit(1).scalar_subquery())
update(A).values(name=select(B.c.x).where(B.c.a_id == A.c.id).correlate(A).scalar_subquery()).where(exists().where(B.c.a_id == A.c.id))
update(A).ordered_values((A.c.name, 'x'), (A.c.id, A.c.id + 1))
update(A).where(A.c.id.in_(select(c1.c.id))).values(name='q')
update(A).values(name=c1.c.id).where(c1.c.id == A.c.id)
update(A).values(name=None, flag=null(), at=sa.text('now()'), id=bindparam('q', 7))
update(al).values(name='x').where(al.c.id == 5)
update(A).values(name=sub.c.n).where(sub.c.a_id == A.c.id)
update(A).values(name=case((A.c.id == 1, 'a'), else_=A.c.name))
delete(A)
delete(A).where(A.c.id.in_(select(sub.c.a_id).where(sub.c.n > 1)))
A.delete().where(A.c.name.is_(None))
delete(A).where(A.c.id.not_in(select(func.min(A.c.id)).group_by(A.c.name)))
select(A.c.id).add_cte(delete(B).cte('d'))
select(c1.alias('z'))
select(A.c.id).cte('nn', nesting=True).select()
select(A.c.id).where(A.c.id == select(func.max(A.c.id)).scalar_subquery())
select(A.c.id).where(A.c.id == select(func.max(al.c.id)).where(al.c.name == A.c.name).scalar_subquery())
text("select a, b from t").columns(a=Integer, b=String)
text("select a, b from t").columns(column('a'), column('b')).subquery('q').select()
text("select a, b from t").columns(column('a'), column('b')).cte('q').select()
select(literal("it's % \\ :x"))
select(literal(b'abc'))
select(A.c.id).where(A.c.id == bindparam('x', callable_=lambda: 5))
select(column('a'), column('b', is_literal=True), literal_column('count(*)', Integer))
select(table('q', column('x'), schema='s').c.x)
select(text('*')).select_from(table('zz'))
select('*')
select(column('*')).select_from(A)
select(literal_column('*')).select_from(A)
func.lower(A.c.name) == 'x'
A.c.name == 'x'
A.c.id == B.c.id
A.c.name
func.now()
text('now()')
desc(A.c.id)
E.one
A.c.name.label('q')
tuple_(A.c.id, 5)
func.nextval('sq')
pg.array_agg(t.c.a)
pg.to_tsvector(t.c.b)
pg.to_tsquery('x')
pg.websearch_to_tsquery('x')
pg.hstore('a', 'b')
func.group_concat(A.c.name.op('SEPARATOR')(literal_column("','")))
func.group_concat(A.c.name.distinct())
func.char_length(A.c.name) > 5
func.length(A.c.name) + 1
func.cast(A.c.id, Integer)
func.cube(A.c.id, A.c.name)
select(func.count()).group_by(func.rollup(A.c.id, A.c.name))
select(func.count()).group_by(func.grouping_sets(tuple_(A.c.id), tuple_(A.c.name)))
func.trim(A.c.name).label('q')
func.replace(A.c.name, 'a', 'b')
func.substr(A.c.name, 1, 5)
func.md5(cast(A.c.id, Text))
func.gen_random_uuid()
func.uuid_generate_v4()
func.cast(func.uuid_generate_v4(), String)
func.array_remove(t.c.arr, 5)
func.array_append(t.c.arr, 5)
func.array_to_string(t.c.arr, ',')
func.array_length(t.c.arr, 1)
func.json_extract(A.c.data, '$.a')
func.json_object('a', 1)
func.json_agg(A.c.data)
func.percentile_disc(0.5).within_group(A.c.id.desc()).over(partition_by=A.c.name)
func.lag(A.c.id, 1).over(order_by=A.c.id) + 5
func.coalesce(func.sum(A.c.id), 0) + 5
func.to_char(A.c.at, 'YYYY')
func.date(A.c.at) == datetime.date(2020, 1, 1)
func.strftime('%s', A.c.at)
func.unix_timestamp(A.c.at)
func.foo(A.c.id == 5)
func.foo(select(B.c.id).scalar_subquery())
func.foo(select(B.c.id))
func.foo(text('x'))
func.foo().label('x') == 5
func.foo(type_=Integer) + 'x'
sa.types.Interval
(A.c.id == 5).label('x')
A.c.flag == 'x'
A.c.amount > 5
A.c.amount > 5.5
A.c.amount == decimal.Decimal('5.10')
A.c.at == '2020-01-01'
A.c.at == datetime.date(2020, 1, 1)
B.c.d == datetime.datetime(2020, 1, 1)
A.c.id == '5'
A.c.name == 5
A.c.id == None
A.c.id != None
None == A.c.id
A.c.id.in_([1, None])
A.c.name.in_(['a', "b'c"])
A.c.name.in_(('a',))
A.c.name.in_({'a'})
A.c.name.in_('abc')
A.c.name.in_(x for x in ['q'])
A.c.flag.in_([True, False])
A.c.id < A.c.parent_id
A.c.id.desc()
A.c.jb.has_key('x')
t.c.j.is_(None)
t.c.j == text("'null'")
t.c.j.op('-')('a')
t.c.u == uuid.UUID(int=5)
t.c.u == str(uuid.UUID(int=5))
t.c.u.in_([uuid.UUID(int=5)])
t.c.sarr.contains(['x'])
t.c.sarr.any_() == 'x'
literal('x') == t.c.sarr.any_()
any_(t.c.sarr) == 'x'
'x' == any_(t.c.sarr)
'x' != all_(t.c.sarr)
"""
# With literals: the numbers of their parameters differ.
LITERAL = r"""
select(A.c.id).limit(bindparam('q', 3))
select(literal_column("'x'").label('y'), null(), true(), false())
select(A.c.id).where(text('id = :v').bindparams(v=3))
select(type_coerce(A.c.name, Integer) + 5)
select(extract('year', A.c.at), extract('epoch', A.c.at), func.extract('month', A.c.at))
select(func.sum(A.c.id).over(order_by=A.c.id, range_=(-5, 10)))
select(func.sum(A.c.id).over(order_by=A.c.id, groups=(-5, None)))
select(func.aggregate_strings(A.c.name, ','))
select(func.json_each(A.c.data).table_valued('key', 'value'))
select(A.c.id).where(tuple_(A.c.id, A.c.name).in_([(1, 'a'), (2, 'b')]))
select(t.c.a).where(t.c.arr.any(5))
select(t.c.a).where(t.c.arr.any(5, operator=operators.lt))
select(t.c.a).where(t.c.arr.all(5))
select(t.c.j['a'], t.c.j['a']['b'], t.c.j[('a', 'b')], t.c.j[0])
select(t.c.j['a'].astext, t.c.j[('a', 'b')].astext, t.c.j['a'].astext.cast(Integer))
select(t.c.j['a'].astext == 'x', t.c.j['a'].as_string() == 'x', t.c.j['a'].as_integer() > 5, t.c.j['a'].as_boolean(), t.c.j['a'].as_float(), t.c.j['a'].as_json())
select(A.c.data['a'], A.c.data['a'].as_string(), A.c.data[('a', 1)].as_integer(), A.c.data['a'].as_boolean(), A.c.data['a'].as_float(), A.c.data['a'].as_numeric(10, 2))
select(A.c.data['a'].as_string() == 'x')
select(t.c.js['a'].astext, t.c.js['a'])
select(t.c.r.contains(5), t.c.r.overlaps('[1,2)'), t.c.r.adjacent_to('[1,2)'), t.c.r << '[1,2)', t.c.r.not_extend_right_of('[1,2)'), t.c.r + '[1,2)', t.c.r * '[1,2)')
select(A.c.id.is_(None), A.c.id.is_not(None), A.c.id.isnot(None), A.c.flag.is_(True), A.c.flag.is_(False), A.c.flag == True, A.c.flag == false(), A.c.flag.is_(true()), A.c.flag.is_not(False))
select(A.c.name.concat('x'), A.c.name + 'x', 'x' + A.c.name, A.c.name + A.c.name, A.c.name + '_' + cast(A.c.id, String))
select(A.c.name.op('~')('x'), A.c.name.op('~*', is_comparison=True)('x'), A.c.name.bool_op('~~')('x'), A.c.name.op('||', precedence=5)('x'), A.c.name.regexp_match('x'), ~A.c.name.regexp_match('x'), A.c.name.regexp_match('x', flags='i'), A.c.name.regexp_replace('a', 'b'), A.c.name.regexp_replace('a', 'b', flags='g'))
select(A.c.id + 1, A.c.id - 1, A.c.id * 2, A.c.id / 2, A.c.id // 2, A.c.id % 2, -A.c.id, 5 - A.c.id, 5 / A.c.id, (A.c.id + 1) * 2, A.c.id + (A.c.id * 2), A.c.amount / 2, A.c.amount // 2)
select(A.c.id.op('&')(4), A.c.id.bitwise_and(4), A.c.id.bitwise_or(1), A.c.id.bitwise_xor(1), A.c.id.bitwise_lshift(1), A.c.id.bitwise_rshift(1), A.c.id.bitwise_not(), ~A.c.id.bitwise_and(4))
select(A.c.at - datetime.timedelta(days=1), A.c.at > datetime.datetime(2020, 1, 1), A.c.at + datetime.timedelta(hours=1), func.now() - A.c.at, B.c.d >= datetime.date(2020, 1, 2))
select(A.c.id).where(True)
select(A.c.id).where(false())
select(A.c.id, literal_column('l.id')).join(select(B.c.id).where(B.c.a_id == A.c.id).limit(1).lateral('l'), true())
insert(A).values(name='x').returning(A.c.id)
insert(A).values(name='x').returning(A)
insert(A).values(name='x').returning(A.c.id.label('q'), func.now())
A.update().where(A.c.id == 5).values({A.c.name: A.c.name + 'x', 'flag': ~A.c.flag})
update(A).values(data=func.jsonb_set(A.c.data, '{a}', '1')).returning(A.c.id)
delete(A).where(A.c.id == 5).returning(A.c.name)
delete(A).where(A.c.id == B.c.a_id, B.c.x == 'q')
select(insert(A).values(name='x').returning(A.c.id).cte('ins'))
insert(B).from_select(['a_id'], select(insert(A).values(name='x').returning(A.c.id).cte('ins')))
select(delete(A).where(A.c.id == 1).returning(A).cte('del_'))
select(update(A).values(name='q').returning(A.c.id).cte('upd')).where(column('id') > 5)
text("select * from t where a = :x and b in :y").bindparams(x=5).bindparams(bindparam('y', [1, 2], expanding=True))
text("a \\: b :c").bindparams(c='x')
text("select :d").bindparams(bindparam('d', datetime.date(2020, 1, 1)))
text("select :d").bindparams(bindparam('d', E.one, type_=Enum(E)))
text("select ':a' :a").bindparams(a="it's % \\")
select(literal(5.5), literal(decimal.Decimal('1.10')), literal(datetime.date(2020, 1, 1)), literal(datetime.datetime(2020, 1, 1, 2, 3, 4, 5)), literal(datetime.time(1, 2)), literal(uuid.UUID(int=1)), literal(10**12), literal(-5))
select(literal(datetime.timedelta(days=1, seconds=5)))
select(literal(E.one, Enum(E)))
select(literal(datetime.datetime(2020, 1, 1, tzinfo=datetime.timezone.utc)))
select(bindparam('x', 5), bindparam('y', 'a', type_=String), bindparam('z', type_=Integer))
select(A.c.id).where(A.c.id.in_(bindparam('x', [1, 2], expanding=True)))
Sequence('sq').next_value()
select(Sequence('sq', schema='s').next_value())
func.next_value(Sequence('sq'))
CreateSequence(Sequence('q', start=5, increment=2))
CreateSequence(Sequence('q', minvalue=1, maxvalue=10, cycle=True, schema='s', cache=5, data_type=BigInteger))
CreateSequence(Sequence('q'), if_not_exists=True)
DropSequence(Sequence('q'))
DropSequence(Sequence('q'), if_exists=True)
CreateSchema('q')
CreateSchema('q', if_not_exists=True)
DropSchema('q', cascade=True, if_exists=True)
DropSchema('q')
DDL('create %(x)s', context={'x': 'y'})
DDL("alter table q add x int default '%%s'")
CreateIndex(Index('ix', A.c.name))
CreateIndex(Index('ix', A.c.name, unique=True), if_not_exists=True)
CreateIndex(Index('ix', func.lower(A.c.name), postgresql_using='btree', postgresql_where=A.c.flag))
CreateIndex(Index('ix', A.c.name.desc(), A.c.id))
DropConstraint(UniqueConstraint(A.c.name, name='uq'))
DropConstraint(UniqueConstraint(A.c.name, name='uq'), if_exists=True)
SetTableComment(Table('q', MetaData(), comment="it's"))
DropTableComment(A)
pg.Any(5, t.c.arr)
pg.All(5, t.c.arr)
(A.c.id == 5) == True
A.c.jb['a']['b'].as_string()
t.c.j['a'].astext.in_(['x', 'y'])
t.c.j['a'].astext.is_(None)
t.c.j['a'].astext.like('x%')
t.c.j['a'].is_(None)
t.c.j['a'] == 'x'
t.c.j['a'] != None
t.c.sarr.any('x')
"""
DIALECTS = [("postgresql", pg), ("mysql", my), ("sqlite", sl), ("none", None)]


def show(source, literal):
    for name, module in DIALECTS:
        dialect = module and module.dialect()
        if dialect is None and literal:
            continue
        options = {"literal_binds": True} if literal else {}
        try:
            compiled = eval(source).compile(dialect=dialect, compile_kwargs=options)
            shown = str(compiled) if literal else "%s\n%r" % (compiled, compiled.params)
        except Exception as error:
            shown = "!! %s: %s" % (type(error).__name__, error)
        print(name, "|", shown)


for sources, forms in ((EVERY, (False, True)), (LITERAL, (True,))):
    for source in sources.strip().splitlines():
        print("##", source)
        for literal in forms:
            show(source, literal)
