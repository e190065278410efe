"""Python's own library and language, as revision scripts use them."""

from __future__ import annotations

import abc, base64, binascii, bisect, collections, collections.abc, contextlib, copy, csv, dataclasses, datetime, enum, functools, gzip, hashlib, importlib, io, itertools, json, logging, logging.config, math, os, pathlib, pickle, random, re, shlex, shutil, string, sys, tempfile, textwrap, time, traceback, typing, urllib, urllib.parse, uuid, warnings, zlib, decimal, operator, ipaddress, secrets, unicodedata, locale, inspect as insp, types, struct, calendar, statistics, fractions, heapq, glob, fnmatch, platform, socket, subprocess, threading, queue, weakref, html, hmac, configparser, getpass, signal, errno, numbers, pprint, reprlib, string as string_, zoneinfo, email.utils, http, mimetypes, sqlite3, ast, keyword, token, tokenize, difflib, filecmp, stat, gettext
from collections import defaultdict, namedtuple, Counter, OrderedDict, deque, ChainMap
from collections.abc import Sequence, Iterable, Iterator, Mapping, Callable
from contextlib import contextmanager, suppress, ExitStack, closing, redirect_stdout, nullcontext
from dataclasses import dataclass, field, asdict
from datetime import datetime as dt, timedelta, timezone, date, UTC
from enum import Enum, IntEnum, auto, Flag
from functools import reduce, wraps, lru_cache, partial, cached_property, singledispatch, total_ordering
from itertools import chain, product, groupby, islice, zip_longest, count, combinations, accumulate
from pathlib import Path
from textwrap import dedent
from typing import (
    TYPE_CHECKING,
    Annotated,
    Any,
    Dict,
    Generator,
    Iterable,
    List,
    Literal,
    NamedTuple,
    Optional,
    Sequence,
    Set,
    Tuple,
    TypedDict,
    Union,
    cast,
)
N = 0
def show(f):
    global N
    N += 1
    try: r = f()
    except BaseException as e: r = '!! %s %s' % (type(e).__name__, e)
    print('##', N)
    print(repr(r))
D = dt(2020, 1, 2, 3, 4, 5, 678, tzinfo=timezone.utc)
show(lambda: (List[int], Dict[str, Any], Sequence[str], Set[int], Tuple[int, ...], Literal['a'], cast(int, 5), TYPE_CHECKING, Annotated[int, 'x'], Iterable[int], Generator))
show(lambda: (D.isoformat(), D.strftime('%Y-%m-%dT%H:%M:%S.%f%z %j %a %b %p %I'), dt.strptime('2020-01-02 03:04:05', '%Y-%m-%d %H:%M:%S'), dt.fromisoformat('2020-01-02T03:04:05.123+02:00'), dt.fromisoformat('2020-01-02'), dt.fromisoformat('2020-01-02T00:00:00Z'), dt.fromtimestamp(0, timezone.utc), dt.utcfromtimestamp(86400), dt.min, dt.max, D.timestamp(), D + timedelta(days=1, hours=2), D - dt(2019, 1, 1, tzinfo=UTC), D.replace(tzinfo=None), D.date(), D.time(), D.astimezone(timezone(timedelta(hours=5))), timedelta(days=1.5), timedelta(seconds=90).total_seconds(), str(timedelta(days=-1)), tuple(date(2020, 1, 31).isocalendar()), date.fromisoformat('2020-02-03'), D.weekday(), D.timetuple()[:3], dt.combine(date(2020, 1, 1), D.time())))
show(lambda: (type(dt.utcnow()), dt.now().tzinfo, dt.now(timezone.utc).tzinfo, date.today() <= date.today(), dt.strptime('01 Feb 2020 +0100', '%d %b %Y %z'), zoneinfo.ZoneInfo('Europe/Paris').utcoffset(dt(2020, 7, 1)), D.astimezone(zoneinfo.ZoneInfo('America/New_York')).isoformat()))
show(lambda: (uuid.UUID('12345678123456781234567812345678'), str(uuid.uuid5(uuid.NAMESPACE_DNS, 'x')), uuid.uuid3(uuid.NAMESPACE_URL, 'x').hex, uuid.UUID(int=5).bytes, uuid.UUID(bytes=b'a' * 16), len(str(uuid.uuid4())), uuid.uuid4().version, uuid.uuid1().version, uuid.UUID(int=5) < uuid.UUID(int=6), uuid.UUID(hex='0' * 32).urn))
show(lambda: uuid.UUID('nope'))
show(lambda: (json.dumps({'a': [1, 2.5, None, True, 'é'], 'b': {}}), json.dumps({'b': 1, 'a': 2}, sort_keys=True, indent=2), json.dumps('é', ensure_ascii=False), json.dumps([1], separators=(',', ':')), json.loads('{"a": [1, 2.0, null, true, "\\u00e9"]}'), json.dumps({1: 2, None: 3}), json.dumps(D, default=str), json.loads(b'[1]'), json.loads('1e5'), json.dumps(float('nan')), json.dumps((1, 2))))
show(lambda: json.loads('{nope'))
show(lambda: json.loads(''))
show(lambda: json.dumps({1, 2}))
def je():
    try: json.loads('{"a": }')
    except json.JSONDecodeError as e: return (e.msg, e.pos, e.lineno, e.colno, str(e))
show(je)
show(lambda: json.load(io.StringIO('{"a": 1}')))
class Enc(json.JSONEncoder):
    def default(self, o): return 'X' if isinstance(o, set) else super().default(o)
show(lambda: json.dumps({'a': {1}}, cls=Enc))
show(lambda: json.loads('{"a": 1.5, "b": 1}', parse_float=decimal.Decimal, object_hook=lambda d: sorted(d.items())))
show(lambda: (os.environ.get('NOPE', 'd'), os.getenv('NOPE'), 'PATH' in os.environ, os.path.join('a', 'b', '/c'), os.path.split('/a/b'), os.path.dirname('/a/b'), os.path.basename('/a/b'), os.path.splitext('a.tar.gz'), os.path.exists('/nope'), os.path.isdir('/'), os.path.sep, os.linesep, os.path.abspath('/a/../b'), len(os.urandom(5)), os.path.normpath('a//b/..'), os.path.relpath('/a/b', '/a'), os.path.isfile('/etc/passwd'), os.path.expanduser('/x'), os.sep, os.name))
def files():
    d = tempfile.mkdtemp(); p = os.path.join(d, 'x'); os.makedirs(os.path.join(d, 'a', 'b'), exist_ok=True)
    with open(p, 'w', encoding='utf-8') as f: f.write('é\nb\n')
    with open(p) as f: lines = f.readlines()
    with open(p, 'rb') as f: raw = f.read()
    os.rename(p, p + '2'); shutil.copy(p + '2', p); shutil.move(p, p + '3'); names = sorted(os.listdir(d)); w = sorted(len(x[2]) for x in os.walk(d))
    q = Path(d) / 'y'; q.write_text('hey'); r = (q.read_text(), q.exists(), q.name, q.suffix, q.parent == Path(d), q.stem, (Path('a') / 'b.txt').with_suffix('.py').as_posix(), sorted(x.name for x in Path(d).iterdir()), sorted(x.name for x in Path(d).glob('x*')))
    shutil.rmtree(d); return lines, raw, names, w, r, os.path.exists(d)
show(files)
def dd():
    d = defaultdict(list); d['a'].append(1); e = defaultdict(lambda: defaultdict(int)); e['x']['y'] += 1; P = namedtuple('P', 'x y', defaults=[5]); p = P(1); c = Counter('abca'); o = OrderedDict([('b', 1), ('a', 2)]); o.move_to_end('b'); q = deque([1, 2], maxlen=2); q.append(3)
    return dict(d), dict(e['x']), p, p._replace(x=3), p._asdict(), P._fields, c.most_common(1), c['z'], list(o), q, ChainMap({'a': 1}, {'b': 2})['b'], repr(d), repr(c)
show(dd)
show(lambda: (dedent('''
      a
        b
    '''), textwrap.indent('a\nb', '  '), textwrap.wrap('aaa bbb ccc', 7), textwrap.shorten('hello world foo', 10), textwrap.fill('a b c', 3)))
show(lambda: (time.time() > 0, time.monotonic() > 0, time.time_ns() > 0, time.sleep(0), time.perf_counter() > 0, time.strftime('%Y', time.gmtime(0)), time.gmtime(0).tm_year))
class Col(Enum):
    red = 'r'; blue = 'b'
    @property
    def up(self): return self.value.upper()
    @classmethod
    def make(cls, v): return cls(v)
class Num(IntEnum): one = 1; two = auto()
class SE(str, Enum): a = 'A'; b = 'B'
show(lambda: (Col.red, Col('r'), Col['blue'], [c.name for c in Col], Col.red.up, Col.make('b'), Num.one + 1, Num.two, SE.a == 'A', f'{SE.a}', str(SE.a), SE.a.value, Col.red in Col, len(Col), list(Col.__members__), Col.red is Col('r'), isinstance(SE.b, str), json.dumps(SE.a), 'x%s' % SE.a, Num.one == 1, f'{Num.one}', str(Num.one)))
show(lambda: Col('zz'))
show(lambda: (re.match(r'(\w+)-(?P<n>\d+)', 'ab-12').groups(), re.match(r'(\w+)-(?P<n>\d+)', 'ab-12').groupdict(), re.search('b+', 'abbc').span(), re.sub(r'(a)(b)', r'\2\1', 'abab'), re.sub('a', lambda m: m.group(0).upper(), 'banana'), re.findall(r'\d+', 'a1b22'), re.split(r'[,;]\s*', 'a, b;c'), re.escape('a.b*c'), re.compile('X', re.I).search('axb').group(), re.compile(r'''a  # c
  b''', re.VERBOSE).match('ab').group(), re.fullmatch('a+', 'aaa') is not None, [m.start() for m in re.finditer('a', 'banana')], re.sub('x*', '-', 'abc'), re.match('(a)|(b)', 'b').lastindex, re.subn('a', 'b', 'aa'), re.compile('a', re.I | re.M).flags))
show(lambda: (list(product('ab', [1, 2])), list(chain([1], [2])), list(chain.from_iterable([[1], [2]])), [(k, list(g)) for k, g in groupby('aab')], list(islice(count(), 3)), list(zip_longest([1], [2, 3])), list(combinations('abc', 2)), list(accumulate([1, 2, 3]))))
show(lambda: (hashlib.sha256(b'a').hexdigest(), hashlib.md5(b'a').hexdigest(), hashlib.sha1(b'a').hexdigest(), hashlib.sha512(b'a').hexdigest()[:9], hashlib.new('sha256', b'x').hexdigest()[:5], hmac.new(b'k', b'm', hashlib.sha256).hexdigest()[:9], hashlib.blake2b(b'a').hexdigest()[:9], hashlib.sha256('é'.encode()).digest()[:3], hashlib.pbkdf2_hmac('sha256', b'p', b's', 5).hex()[:9], hashlib.sha3_256(b'a').hexdigest()[:8]))
@contextmanager
def cm(x):
    try: yield x + 1
    finally: print('closed')
def ctx():
    with cm(1) as v, suppress(KeyError), ExitStack() as st:
        st.callback(print, 'cb'); st.enter_context(nullcontext()); {}['x']
    b = io.StringIO()
    with redirect_stdout(b): print('hid')
    return v, b.getvalue()
show(ctx)
def rnd():
    random.seed(5); r = random.Random(7)
    return (random.random(), random.randint(1, 10), random.choice('abc'), random.sample(range(10), 3), r.uniform(1, 2), r.shuffle, ''.join(r.choices('xyz', k=5)), r.getrandbits(8), len(secrets.token_hex(4)), random.SystemRandom().random() < 1, r.randrange(5), r.gauss(0, 1))[:5] 
show(rnd)
def shuf():
    r = random.Random(3); l = list(range(8)); r.shuffle(l); return l, ''.join(r.choices('xyz', k=5)), r.getrandbits(8), r.randrange(50)
show(shuf)
show(lambda: (urllib.parse.urlparse('postgres://u:p@h:5/db?x=1#f'), urllib.parse.quote('a b/é?'), urllib.parse.quote_plus('a b'), urllib.parse.unquote('a%20b'), urllib.parse.urlencode({'a': 1, 'b': 'x y'}), urllib.parse.parse_qs('a=1&a=2'), urllib.parse.parse_qsl('a=1'), urllib.parse.urljoin('http://a/b', 'c'), urllib.parse.urlsplit('http://a/b').netloc, urllib.parse.urlunparse(('http', 'a', '/b', '', 'x=1', '')), urllib.parse.urlparse('http://h:80/p').port))
show(lambda: (importlib.import_module('os.path').__name__, importlib.import_module('json').dumps(1), sys.version_info >= (3, 10), sys.maxsize, sys.argv[0][-5:], isinstance(sys.path, list), 'os' in sys.modules, sys.platform, sys.getrecursionlimit() > 100, sys.byteorder, sys.getsizeof(1) > 0, hasattr(sys, 'stdout')))
show(lambda: (base64.b64encode(b'abc'), base64.b64decode('YWJj'), base64.urlsafe_b64encode(b'\xff\xfe'), base64.urlsafe_b64decode(b'__4='), base64.b32encode(b'a'), base64.b16encode(b'a'), binascii.hexlify(b'a'), binascii.unhexlify('61'), zlib.decompress(zlib.compress(b'abc')), gzip.decompress(gzip.compress(b'abc')), zlib.crc32(b'a'), zlib.adler32(b'a')))
@dataclass
class Pt:
    x: int; y: int = 5; z: list = field(default_factory=list)
@dataclass(frozen=True, order=True)
class Fz: a: int
show(lambda: (Pt(1), asdict(Pt(1)), Pt(1) == Pt(1), dataclasses.replace(Pt(1), x=3), Fz(1) < Fz(2), hash(Fz(1)) == hash(Fz(1)), [f.name for f in dataclasses.fields(Pt)], Fz(3)))
def frz(): Fz(1).a = 5
show(frz)
class Pick:
    def __init__(self): self.a = [1]
    def __eq__(self, o): return self.a == o.a
show(lambda: (pickle.loads(pickle.dumps({'a': (1, [2.5, None, b'x', D, decimal.Decimal('1.5'), uuid.UUID(int=1), {3}, Col.red])})), pickle.dumps([1, 'a'], 2), pickle.HIGHEST_PROTOCOL, pickle.loads(pickle.dumps(Pick())) == Pick(), pickle.load(io.BytesIO(pickle.dumps(5))), pickle.loads(b'\x80\x02K\x05.')))
class Un(pickle.Unpickler):
    def find_class(self, m, n): raise pickle.UnpicklingError('no %s.%s' % (m, n))
show(lambda: Un(io.BytesIO(pickle.dumps(Pick()))).load())
show(lambda: (copy.deepcopy({'a': [1]}), copy.copy([1]), math.isnan(float('nan')), math.isinf(1e999), math.floor(2.5), math.ceil(2.1), math.sqrt(2), math.pi, math.log10(1000), math.isclose(.1 + .2, .3), math.gcd(4, 6), math.isfinite(1), math.trunc(-2.5), math.factorial(20), math.prod([2, 3])))
show(lambda: (reduce(lambda a, b: a + b, [1, 2, 3]), partial(int, base=2)('101'), string.digits, string.ascii_lowercase, string.ascii_letters, string.punctuation, string.Template('$a ${b}').substitute(a=1, b=2), bisect.bisect([1, 3], 2), operator.itemgetter(1)([5, 6]), operator.attrgetter('x')(Pt(1)), sorted([3, 1], key=operator.neg)))
def ins():
    l = [1, 4]; bisect.insort(l, 3); return l
show(ins)
def deco(f):
    @wraps(f)
    def inner(*a, **k): return f(*a, **k), f.__name__
    return inner
@deco
def fn(a, /, b=2, *c, d=4, **e): 'doc'; return a, b, c, d, e
@lru_cache(maxsize=None)
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
show(lambda: (fn(1, 2, 3, d=5, z=6), fn.__name__, fn.__doc__, fib(60), fib.cache_info().hits > 0))
def cs():
    b = io.StringIO(); w = csv.writer(b); w.writerow(['a', 'b,c', 'd"e', None, 1]); d = csv.DictWriter(b, ['x', 'y']); d.writeheader(); d.writerow({'x': 1, 'y': 'é'})
    return b.getvalue(), list(csv.reader(io.StringIO('a,"b,c"\n1,2'))), list(csv.DictReader(io.StringIO('a,b\n1,2')))
show(cs)
def tb():
    try: raise ValueError('x') from KeyError('k')
    except ValueError as e: return traceback.format_exc().splitlines()[-1], type(e.__cause__).__name__, traceback.format_exception_only(type(e), e), len(traceback.extract_tb(e.__traceback__))
show(tb)
def wr():
    with warnings.catch_warnings(record=True) as w:
        warnings.simplefilter('always'); warnings.warn('hey', DeprecationWarning); warnings.filterwarnings('ignore', message='x.*'); warnings.warn('x1')
    return [(str(x.message), x.category.__name__) for x in w]
show(wr)
def lg():
    log = logging.getLogger('alembic.x'); s = io.StringIO(); h = logging.StreamHandler(s); h.setFormatter(logging.Formatter('%(levelname)s:%(name)s:%(message)s')); log.addHandler(h); log.setLevel(logging.INFO); log.propagate = False
    log.info('a %s', 5); log.debug('no'); log.warning('w %(x)s', {'x': 1}); log.error('e'); log.critical('c')
    try: 1 / 0
    except ZeroDivisionError: log.exception('ex')
    return s.getvalue().splitlines()[:6], log.isEnabledFor(10), log.getEffectiveLevel(), logging.getLevelName(20), log.name, logging.INFO
show(lg)
show(lambda: (shlex.split('a "b c" d'), shlex.quote('a b'), html.escape('<a>'), fnmatch.fnmatch('a.py', '*.py'), struct.pack('>I', 5), ipaddress.ip_address('10.0.0.1'), ipaddress.ip_network('10.0.0.0/8').num_addresses, ipaddress.ip_interface('10.0.0.1/8'), unicodedata.normalize('NFKD', 'é').encode('ascii', 'ignore'), statistics.mean([1, 2]), fractions.Fraction(1, 3), heapq.nsmallest(1, [3, 1]), calendar.monthrange(2020, 2)[1], decimal.Decimal('1.10') + 1, decimal.Decimal(1) / 3, decimal.Decimal('1.005').quantize(decimal.Decimal('.01'), rounding=decimal.ROUND_HALF_UP), str(decimal.Decimal('1E+5')), decimal.Decimal(0.1), difflib.get_close_matches('appel', ['apple']), pprint.pformat({'a': 1}), insp.signature(fn) is not None, insp.isfunction(fn), types.SimpleNamespace(a=1), ast.literal_eval("{'a': 1}"), email.utils.formatdate(0)))
# constructs
def gen():
    x = yield 1
    yield x
    yield from [3, 4]
    return 5
def cons():
    g = gen(); a = next(g), g.send(9), list(g)
    b = [x for x in range(5) if x % 2], {x: y for x, y in zip('ab', [1, 2])}, {x for x in 'aab'} == {'a', 'b'}, sum(x for x in range(4)), [y for x in [[1], [2]] for y in x]
    first, *rest = [1, 2, 3]; (c, d), e = (1, 2), 3
    n = (m := 5) + 1; t = 'a' if n else 'b'; l = [3, 1, 2]; l.sort(reverse=True); del l[0]; l += [7]; s = 'abc'[::-1], [1, 2, 3, 4][1:-1], 'abc'[-1]
    i = 0
    while True:
        i += 1
        if i == 2: continue
        if i > 3: break
    else: i = 99
    for q in []: pass
    else: i += 10
    try:
        try: raise KeyError('a')
        except (KeyError, ValueError) as ex: k = repr(ex); raise RuntimeError('b') from ex
        else: k = 0
        finally: k2 = 1
    except RuntimeError as ex: k3 = (str(ex), repr(ex.__cause__))
    assert True, 'no'
    w = {**{'a': 1}, 'b': 2}, [*range(2), *'xy'], dict(a=1, **{'b': 2}), print(*[], sep='-', end='')
    f = f'{n:>5}|{n!r:<4}|{3.14159:.2f}|{1234567:,}|{n=}|{"x":^5}|{255:#x}|{0.5:%}|{dt(2020, 1, 1):%Y}', '%s %d %5.2f %r %%' % ('a', 5, 1.5, 'b'), '%(x)s' % {'x': 1}, '{} {0!r} {x:>3}'.format if False else '{0} {1!r} {x:>3}'.format(1, 'a', x=2)
    match n:
        case 6 if t == 'a': mt = 'six'
        case [1, *_] | {'k': _}: mt = 'seq'
        case _: mt = 'other'
    return a, b, first, rest, c, d, e, n, m, t, l, s, i, k, k2, k3, w[:3], f, mt
show(cons)
def strs():
    s = ' Héllo World '
    return s.strip(), s.upper(), s.lower(), s.split(), 'a,b,,c'.split(',', 1), 'a-b'.rsplit('-', 1), 'x'.join('abc'), s.replace('l', 'L', 1), s.startswith((' H', 'x')), s.endswith(' '), 'abc'.find('z'), 'a{}b'.format(1), 'abc'.encode(), b'abc'.decode('utf-8'), 'é'.encode('latin-1'), 'abc'.title(), 'aBc'.swapcase(), 'a'.ljust(3, '.'), 'a'.rjust(3), 'a'.center(5, '*'), '5'.zfill(3), 'abc'.isalpha(), '12'.isdigit(), ' '.isspace(), 'a\nb'.splitlines(), 'abc'.partition('b'), 'a.b.c'.rpartition('.'), 'abca'.count('a'), 'ABC'.casefold(), 'abc'.translate(str.maketrans('a', 'x')), 'x'.isidentifier(), 'prefix_a'.removeprefix('prefix_'), 'a_x'.removesuffix('_x'), 'abc' < 'abd', 'a' in 'abc', repr("it's"), ascii('é'), 'a\tb'.expandtabs(4), 'abc'.index('b'), chr(233), ord('é'), 'a' 'b', r'\n', b'\x00' + b'a', bytes([1, 2]), bytearray(b'a'), int('ff', 16), bin(5), hex(255), oct(8), float('1.5'), round(2.567, 2), round(2.5), divmod(7, 2), pow(2, 10, 1000), abs(-3), 7 // -2, -7 % 3, 2 ** 100, int('1_000'), 1 / 3, 1e16, 1e-5, float('inf'), complex(1, 2), bool([]), int(True), max([1, 3], key=lambda x: -x), min('b', 'a'), any([]), all([]), sum([1.5, 2]), sorted('cab', reverse=True), list(reversed([1, 2])), list(enumerate('ab', 1)), list(map(str, [1])), list(filter(None, [0, 1])), dict.fromkeys('ab', 0), set('ab') - {'a'}, {1, 2} | {3}, {1, 2} & {2}, {1} ^ {2}, frozenset([1]), {1}.issubset({1, 2}), {1, 2}.intersection([2]), isinstance(1, (int, str)), issubclass(bool, int), callable(len), hasattr('', 'join'), getattr('', 'nope', 5), id(1) == id(1), type(1).__name__, hash('a') == hash('a'), list(zip('ab', [1, 2])), next(iter([5])), vars(Pt(1)), range(5)[1:3], slice(1, 2), len({}), iter([]).__class__.__name__
show(strs)
def lists():
    l = [1]; l.extend([2, 3]); l.insert(0, 0); l.remove(2); p = l.pop(); l.reverse(); d = {'a': 1}; d.setdefault('b', []).append(1); d.update({'c': 3}); x = d.pop('zz', None); q = {k: v for k, v in sorted(d.items(), key=lambda kv: kv[0])}; s = {1}; s.add(2); s.discard(5); d2 = d | {'z': 1}; d2 |= {'y': 2}
    return l, p, d, x, q, s, list(d), d.get('q', 5), [*d.values()], 'a' in d, d2, l.index(1), l.count(1), l[:] == l, l * 2, l.copy(), tuple(l), list(d.items())[0]
show(lists)
def errs():
    out = []
    for src in ["None[0]", "None.x", "{}['a']", "[][0]", "int('x')", "1/0", "nope", "len(5)", "a, b = [1]", "(lambda x: x)()", "fn()", "import nope_mod", "raise NotImplementedError('n')", "assert 0, 'm'", "next(iter([]))", "{}.pop('a')", "[].pop()", "'abc'.index('z')", "float('x')", "dt.strptime('x', '%Y')", "x = 5; x()", "object().x", "for i in 5: pass", "{[]: 1}", "sorted([1, 'a'])", "None + 1", "None['a']", "(1).foo", "print(undefined_name)", "row = None; row.id", "row = None; a, b = row", "for x in None: pass", "json.loads(None)", "open('/nope/x')", "os.environ['NOPE_X']", "raise KeyError('k')", "uuid.UUID(5)", "'é'.encode('ascii')", "b'\\xff'.decode()", "sys.exit(3)", "int(None)"]:
        try: exec(src, globals()); out.append((src, 'ok'))
        except BaseException as e: out.append((src, type(e).__name__, str(e)))
    return out
for e in errs() : show(lambda: e)
