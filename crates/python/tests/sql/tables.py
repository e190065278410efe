import datetime
import decimal
import enum
import uuid

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
class Color(enum.Enum):
    red=1
    blue=2
class Lower(sa.TypeDecorator):
    impl = sa.String
    cache_ok = True
    def process_bind_param(self, value, dialect):
        return value.lower() if value else value
    def process_literal_param(self, value, dialect):
        return value.lower()
t = sa.table('t', sa.column('a', sa.Integer), sa.column('b', sa.String), sa.column('f', sa.Boolean), sa.column('j', postgresql.JSONB), sa.column('js', sa.JSON), sa.column('arr', postgresql.ARRAY(sa.Integer)), sa.column('n'), sa.column('d', sa.DateTime), sa.column('num', sa.Numeric(10,2)))
u = sa.table('u', sa.column('id', sa.Integer), sa.column('t_id', sa.Integer), sa.column('b', sa.String))
w = sa.table('w', sa.column('c', sa.Enum(Color)), sa.column('low', Lower), sa.column('u', sa.Uuid), sa.column('Mixed', sa.Text), sa.column('order', sa.Integer), sa.column('day', sa.Date), sa.column('x', sa.LargeBinary), sa.column('r', sa.Float), sa.column('tm', sa.Time), schema='My')
c=t.c
m=sa.MetaData()
T=sa.Table('users',m,sa.Column('id',sa.Integer,primary_key=True),sa.Column('name',sa.String),sa.Column('flag',sa.Boolean),sa.Column('at',sa.DateTime, onupdate=sa.func.now()))
K=sa.Table('kv',m,sa.Column('k',sa.String,primary_key=True),sa.Column('v',sa.JSON), sa.Column('u', sa.ForeignKey('users.id')), schema='app')
G=sa.Table('g',m,sa.Column('id',postgresql.UUID,primary_key=True, server_default=sa.text('gen_random_uuid()')),sa.Column('n',sa.Integer))
