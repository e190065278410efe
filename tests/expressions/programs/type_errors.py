"""What types raise about values, in what it is wrapped. MariaDB too."""

import os

import sqlalchemy as sa

e = sa.create_engine(os.environ['DATABASE_URL'])
class Up(sa.TypeDecorator):
    impl = sa.String(20); cache_ok = True
    def process_bind_param(self, v, d):
        if not isinstance(v, str): raise ValueError('no %r' % (v,))
        return v.upper()
    def process_result_value(self, v, d):
        if v == 'BAD': raise KeyError(v)
        return v
m = sa.MetaData(); t = sa.Table('tt', m, sa.Column('id', sa.Integer, primary_key=True), sa.Column('n', Up), sa.Column('f', sa.Boolean), sa.Column('e', sa.Enum('a','b', name='ee')), sa.Column('at', sa.DateTime))
m.create_all(e)
for f in (lambda c: c.execute(t.insert().values(n=5)), lambda c: c.execute(t.insert(), {'n': 5}), lambda c: c.execute(t.insert(), [{'n': 'a'}, {'n': 5}]), lambda c: c.execute(t.update().values(n=5).where(t.c.id == 1)), lambda c: c.execute(sa.select(t).where(t.c.n == 7)), lambda c: c.execute(t.insert().values(f='x')), lambda c: c.execute(t.insert().values(e='zz')), lambda c: (c.execute(t.insert().values(n='bad')), c.execute(sa.select(t.c.n)).all()), lambda c: c.execute(sa.text('insert into tt (n) values (:n)').bindparams(sa.bindparam('n', type_=Up)), {'n': 5}), lambda c: c.execute(t.delete().where(t.c.n.in_(['a', 4])))):
    with e.connect() as c:
        try: print('## ok', f(c).rowcount in (1, -1))
        except Exception as x: print('##', type(x).__name__, x, repr(getattr(x,'orig',None)), getattr(x,'params','-'))
