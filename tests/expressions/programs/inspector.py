"""What an inspector tells, and tables that are read from the database."""

import os
import warnings

import sqlalchemy as sa
from sqlalchemy import *
from sqlalchemy import exc
from sqlalchemy.dialects import postgresql as pg, sqlite as sl
from sqlalchemy.engine import reflection, Row, RowMapping, Result, CursorResult
warnings.simplefilter('ignore')
URL = os.environ['DATABASE_URL']
engine = create_engine(URL)
PG = engine.dialect.name == 'postgresql'
N = [0]
def show(label, f):
    try:
        r = f()
    except BaseException as e:
        r = '!! %s.%s: %s' % (type(e).__module__, type(e).__name__, e)
    N[0] += 1
    r = r if isinstance(r, str) else repr(r)
    # The database's own name.
    r = r.replace(engine.url.database or '\0', 'DATABASE')
    print('##', N[0], label)
    print(r)
m = MetaData()
A = Table('a', m, Column('id', Integer, primary_key=True), Column('name', String(50), unique=True), Column('n', Integer, CheckConstraint('n < 100', name='small')), Column('flag', Boolean, default=True), Column('at', DateTime, server_default=func.now()), Column('up', Integer, onupdate=lambda: 7))
B = Table('b', m, Column('k', String, primary_key=True, default=lambda: 'kk'), Column('a_id', ForeignKey('a.id'), nullable=False), Column('ctx', Integer, default=lambda ctx: ctx.get_current_parameters()['x2'] if False else 3), Column('x2', Integer, default=5))
with engine.begin() as c:
    m.drop_all(c); m.create_all(c)
c = engine.connect()
def ex(src):
    show(src, lambda: eval(src))
def run(src):
    def go():
        ns = dict(globals()); exec(src, ns); return ns.get('r')
    show(src, go)
run("i = inspect(c); r = (i.get_table_names(), i.has_table('a'), i.has_table('zz'), i.get_schema_names()[:1] if not PG else 'public' in i.get_schema_names(), i.default_schema_name, i.get_view_names(), i.dialect.name, i.bind is c, i.engine is engine)")
for meth in ['get_columns', 'get_pk_constraint', 'get_foreign_keys', 'get_indexes', 'get_unique_constraints', 'get_check_constraints', 'get_table_comment', 'get_table_options']:
    run("r = inspect(engine).%s('a')" % meth); run("r = inspect(c).%s('b')" % meth); run("r = inspect(c).%s('nope')" % meth); run("r = inspect(c).%s()" % meth.replace('get_', 'get_multi_').replace('key','key').replace('columns', 'columns'))
run("r = reflection.Inspector.from_engine(c).get_table_names(), reflection.Inspector.from_engine(engine).get_sorted_table_and_fkc_names(), inspect(c).get_sequence_names() if PG else 0, inspect(c).has_index('a', 'x'), inspect(c).has_schema('public') if PG else 0, inspect(c).get_temp_table_names(), inspect(c).get_materialized_view_names() if PG else 0, inspect(c).has_sequence('a_id_seq') if PG else 0")
run("mm = MetaData(); t = Table('a', mm, autoload_with=c); r = [(x.name, str(x.type), x.nullable, x.primary_key, str(x.server_default.arg) if x.server_default else None) for x in t.columns], sorted(type(k).__name__ for k in t.constraints)")
run("mm = MetaData(); mm.reflect(c); r = sorted(mm.tables), [t.name for t in mm.sorted_tables], mm.tables['b'].c.a_id.foreign_keys")
run("mm = MetaData(); mm.reflect(bind=c, only=['b']); r = sorted(mm.tables)")
run("mm = MetaData(); Table('nope', mm, autoload_with=c)")
run("mm = MetaData(); mm.reflect(bind=c, only=['nope'])")
run("inspect(5)")
run("create_engine('foo://x')")
run("create_engine('nope')")
run("create_engine('postgresql+psycopg://u:p@127.0.0.1:1/x').connect()")
run("r = inspect(A).name, inspect(A) is A")
