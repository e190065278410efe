import abc
import bisect
import collections
import contextlib
import copy
import dataclasses
import decimal
import enum
import fractions
import functools
import gzip
import heapq
import importlib
import io
import itertools
import math
import operator
import pickle
import random
import statistics
import types
import warnings
import weakref
import zlib


class Colour(enum.Enum):
    RED = "red"
    BLUE = "blue"


class Number(enum.IntEnum):
    ONE = 1
    TWO = enum.auto()


class Text(str, enum.Enum):
    A = "a"


class Flags(enum.Flag):
    X = 1
    Y = 2


print(Colour.RED, Colour("blue"), [c.value for c in Colour], Number.TWO + 1, Text.A == "a", Colour["RED"].name)
print(list(Colour.__members__), isinstance(Number.ONE, int), Flags.X | Flags.Y, Flags.X in (Flags.X | Flags.Y))
try:
    Colour("green")
except ValueError as error:
    print(error)


@dataclasses.dataclass(order=True)
class Item:
    name: str
    count: int = 0
    tags: list = dataclasses.field(default_factory=list, compare=False)


print(Item("a"), Item("a", 1) < Item("b"), dataclasses.asdict(Item("x", 2, ["t"])), dataclasses.replace(Item("a"), count=5))


@dataclasses.dataclass(frozen=True)
class Frozen:
    x: int


try:
    Frozen(1).x = 2
except dataclasses.FrozenInstanceError as error:
    print(type(error).__name__, error)
print({Frozen(1): 1}[Frozen(1)], [f.name for f in dataclasses.fields(Item)])
print(decimal.Decimal("1.10") + decimal.Decimal("2.25"), decimal.Decimal("1").quantize(decimal.Decimal("0.01")), decimal.Decimal(1) / 3)
print(fractions.Fraction(1, 3) + 1, math.isnan(float("nan")), math.isinf(1.0), math.ceil(1.2), math.pi, math.gcd(4, 6), statistics.mean([1, 2, 3]))
counter = collections.Counter("abca")
groups = collections.defaultdict(list)
groups["a"].append(1)
Pair = collections.namedtuple("Pair", "a b")
print(counter.most_common(1), dict(groups), Pair(1, b=2), dict(collections.OrderedDict(a=1)), list(collections.deque([1, 2, 3], maxlen=2)), collections.ChainMap({"a": 1}, {"b": 2})["b"])
print(list(itertools.product("ab", [1, 2])), list(itertools.chain([1], [2])), [(k, list(g)) for k, g in itertools.groupby("aab")], list(itertools.islice(itertools.count(), 3)), list(itertools.batched("abc", 2)) if hasattr(itertools, "batched") else [("a", "b"), ("c",)])


@functools.lru_cache(maxsize=None)
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


@functools.wraps(fib)
def wrapped():
    """doc"""


print(fib(50), functools.reduce(operator.add, [1, 2, 3]), functools.partial(int, base=2)("101"), wrapped.__name__)


@contextlib.contextmanager
def manager(value):
    print("enter", value)
    try:
        yield value
    finally:
        print("exit")


with manager(1) as v, contextlib.suppress(KeyError), contextlib.ExitStack() as stack:
    stack.callback(print, "callback")
    {}["missing"]
with contextlib.redirect_stdout(io.StringIO()) as captured:
    print("hidden")
print(repr(captured.getvalue()))


class Base(abc.ABC):
    @abc.abstractmethod
    def f(self):
        ...


try:
    Base()
except TypeError as error:
    print("abstract", "Base" in str(error))
deep = copy.deepcopy({"a": [1, {"b": 2}]})
print(deep, copy.copy([1]), pickle.loads(pickle.dumps({"a": (1, "x", None, 1.5)})), zlib.decompress(zlib.compress(b"abc")), gzip.decompress(gzip.compress(b"xyz")))
items = [1, 3]
bisect.insort(items, 2)
print(items, heapq.nsmallest(2, [3, 1, 2]), types.SimpleNamespace(a=1).a, importlib.import_module("os.path").join("a", "b"))
random.seed(1)
print(0 <= random.random() < 1, random.choice([5]), sorted(random.sample(range(5), 5)), len(random.choices("ab", k=3)), random.SystemRandom().randint(1, 1))


class Holder:
    pass


holder = Holder()
print(weakref.ref(holder)() is holder)
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    warnings.warn("careful", DeprecationWarning)
print(caught[0].message, caught[0].category.__name__)
match {"kind": "a", "n": [1, 2]}:
    case {"kind": "a", "n": [first, *rest]}:
        print("matched", first, rest)
print((lambda *a, k=1, **kw: (a, k, kw))(1, 2, k=3, z=4), [x for x in range(5) if (y := x) % 2], {**{"a": 1}, "b": 2})
