"""Values of every type, there and back, through columns, literals, text and the
driver's own SQL. MariaDB too."""

import datetime as dt
import decimal
import enum
import json
import os
import uuid
import warnings

import sqlalchemy as sa
from sqlalchemy import *
from sqlalchemy.dialects import postgresql as pg, sqlite as sl
warnings.simplefilter('ignore')
# Of psycopg2's values no class is its own.
URL = os.environ['DATABASE_URL'].replace('+psycopg:', '+psycopg2:')
engine = create_engine(URL)
PG = engine.dialect.name == 'postgresql'
def show(label, f):
    try:
        r = f()
    except Exception as e:
        r = '!! %s.%s: %s' % (type(e).__module__, type(e).__name__, e)
    print('##', label); print(r if isinstance(r, str) else repr(r))
class Color(enum.Enum):
    red = 1; blue = 2
class Lower(TypeDecorator):
    impl = String; cache_ok = True
    def process_bind_param(self, v, d): return v.lower() if v else v
    def process_result_value(self, v, d): return '<%s>' % v if v else v
class AsJson(TypeDecorator):
    impl = Text; cache_ok = True
    def process_bind_param(self, v, d): return json.dumps(v) if v is not None else None
    def process_result_value(self, v, d): return json.loads(v) if v is not None else None
class Guid(TypeDecorator):
    impl = CHAR; cache_ok = True
    def load_dialect_impl(self, d):
        return d.type_descriptor(pg.UUID() if d.name == 'postgresql' else CHAR(32))
    def process_bind_param(self, v, d):
        if v is None: return v
        if d.name == 'postgresql': return str(v)
        return uuid.UUID(str(v)).hex
    def process_result_value(self, v, d):
        return None if v is None else uuid.UUID(str(v))
m = MetaData()
cols = dict(i=Integer, big=BigInteger, small=SmallInteger, s=String(50), tx=Text, u=Unicode(10), b=Boolean, n=Numeric(12, 3), nf=Numeric(12, 3, asdecimal=False), f=Float, fd=Float(asdecimal=True), dbl=Double, d=Date, t=Time, at=DateTime, atz=DateTime(timezone=True), iv=Interval, bl=LargeBinary, uid=Uuid, uids=Uuid(as_uuid=False), js=JSON, e=Enum(Color), es=Enum('a', 'b', name='es'), en=Enum(Color, native_enum=False), pk=PickleType, low=Lower(50), aj=AsJson, g=Guid)
T = Table('vals', m, Column('id', Integer, primary_key=True), *[Column(k, v) for k, v in cols.items()])
if PG:
    pcols = dict(jb=pg.JSONB, arr=pg.ARRAY(Integer), sarr=pg.ARRAY(String), arr2=pg.ARRAY(Integer, dimensions=2), inet=pg.INET, cidr=pg.CIDR, mac=pg.MACADDR, bit=pg.BIT(3), r=pg.INT4RANGE, tr=pg.TSTZRANGE, dr=pg.DATERANGE, nr=pg.NUMRANGE, mr=pg.INT4MULTIRANGE, tv=pg.TSVECTOR, piv=pg.INTERVAL, ts=pg.TIMESTAMP(precision=0), money=pg.MONEY, oid=pg.OID, ea=pg.ARRAY(pg.ENUM('x', 'y', name='ea')), ua=pg.ARRAY(pg.UUID(as_uuid=True)), ja=pg.ARRAY(pg.JSONB), da=pg.ARRAY(Date), na=pg.ARRAY(Numeric), by=pg.BYTEA, pe=pg.ENUM(Color, name='pe'), usr=pg.UUID(as_uuid=False), xml=pg.TEXT)
    for k, v in pcols.items(): T.append_column(Column(k, v))
with engine.begin() as c:
    m.drop_all(c); m.create_all(c)
utc = dt.timezone.utc; plus = dt.timezone(dt.timedelta(hours=5, minutes=30))
U = uuid.UUID('12345678-1234-5678-1234-567812345678')
VALUES = [('i', 5), ('i', -2**31), ('i', '7'), ('big', 2**62), ('small', 3), ('s', "it's \\ % :x"), ('s', 'é✓'), ('s', ''), ('s', 5), ('tx', 'x' * 5), ('u', 'ü'), ('b', True), ('b', False), ('b', 1), ('n', decimal.Decimal('1.500')), ('n', 2), ('n', 1.25), ('nf', decimal.Decimal('1.5')), ('f', 1.5), ('f', 3), ('f', decimal.Decimal('2.5')), ('f', 1e300), ('fd', 1.25), ('dbl', 0.1), ('d', dt.date(2020, 2, 29)), ('d', dt.datetime(2020, 1, 2, 3)), ('t', dt.time(1, 2, 3, 4)), ('at', dt.datetime(2020, 1, 2, 3, 4, 5, 6)), ('at', dt.datetime(2020, 1, 2)), ('atz', dt.datetime(2020, 1, 2, tzinfo=utc)), ('atz', dt.datetime(2020, 1, 2, tzinfo=plus)), ('at', dt.date(2020, 1, 1)), ('iv', dt.timedelta(days=1, seconds=5, microseconds=7)), ('iv', -dt.timedelta(hours=5)), ('bl', b'\x00\xff'), ('bl', b''), ('bl', bytearray(b'a')), ('uid', U), ('uids', str(U)), ('js', {'a': [1, None, True, 'é']}), ('js', []), ('js', 'x'), ('js', 5), ('js', None), ('js', sa.null()), ('js', JSON.NULL), ('e', Color.red), ('e', 'blue'), ('es', 'a'), ('en', Color.blue), ('pk', {'x': (1, 2)}), ('low', 'ABC'), ('aj', {'z': 1}), ('g', U), ('g', str(U)), ('s', None), ('b', None), ('uid', None), ('e', None), ('pk', None)]
if PG: VALUES += [('jb', {'a': {'b': [1]}}), ('jb', None), ('jb', [1, 'x']), ('arr', [1, None, 3]), ('arr', []), ('arr', (1, 2)), ('sarr', ['a,b', 'c"d', "e'f", '', None, 'NULL', '{}']), ('arr2', [[1, 2], [3, 4]]), ('inet', '10.0.0.1'), ('inet', '10.0.0.0/8'), ('cidr', '10.0.0.0/8'), ('mac', '08:00:2b:01:02:03'), ('r', pg.Range(1, 5)), ('r', pg.Range(1, None)), ('r', pg.Range(empty=True)), ('r', '[1,3)'), ('tr', pg.Range(dt.datetime(2020, 1, 1, tzinfo=utc), None, bounds='[)')), ('dr', pg.Range(dt.date(2020, 1, 1), dt.date(2020, 2, 1))), ('nr', pg.Range(decimal.Decimal('1.5'), decimal.Decimal('2.5'), bounds='[]')), ('tv', 'a b'), ('piv', dt.timedelta(days=400, hours=3)), ('ts', dt.datetime(2020, 1, 1, 1, 1, 1, 999)), ('oid', 5), ('ua', [U]), ('ja', [{'a': 1}, None]), ('da', [dt.date(2020, 1, 1)]), ('na', [decimal.Decimal('1.50')]), ('by', b'\x01\\'), ('pe', Color.red), ('usr', str(U))]
with engine.connect() as c:
    for k, v in VALUES:
        def go():
            with c.begin_nested():
                pk_ = c.execute(T.insert().values({k: v})).inserted_primary_key[0]
                r = c.execute(select(T.c[k]).where(T.c.id == pk_)).scalar()
                raw = c.execute(text('select %s from vals where id=%d' % (k, pk_))).scalar()
                n = '-'
                if v is not None and k not in ('js', 'pk', 'jb', 'ja', 'money', 'low'):
                    try:
                        n = c.execute(select(func.count()).select_from(T).where(T.c.id == pk_, T.c[k] == v)).scalar()
                    except Exception as e: n = type(e).__name__; raise
                own = k in ('r', 'tr', 'dr', 'nr', 'ea', 'bl', 'pk', 'by')
                return (r, type(r).__name__, '-' if own else raw, n)
        show('%s %s' % (k, 'expr' if hasattr(v,'compile') or v is JSON.NULL else repr(v)), go)
    c.rollback()
    # through text with bindparams
    PLAIN = [5, 'x', True, None, dt.date(2020, 1, 1), dt.datetime(2020, 1, 1, 2), dt.datetime(2020, 1, 1, 2, tzinfo=utc), 2**40]
    if PG:
        PLAIN += [decimal.Decimal('1.10'), dt.time(3, 4), dt.timedelta(days=3)]
    for v in PLAIN:
        def go():
            with c.begin_nested():
                r = c.execute(text('select :v as v'), {'v': v}).scalar(); return r, type(r).__name__
        show('text %r' % (v,), go)
        def go():
            with c.begin_nested():
                r = c.execute(select(literal(v))).scalar(); return r, type(r).__name__
        if not (isinstance(v, dt.date) and engine.dialect.name == 'mariadb'):
            # PyMySQL's are texts there.
            show('literal %r' % (v,), go)
        def go():
            with c.begin_nested():
                r = c.exec_driver_sql('select %s' % ('?' if engine.dialect.name == 'sqlite' else '%s'), (v,)).scalar(); return r, type(r).__name__
        show('driver %r' % (v,), go)
    c.rollback()
