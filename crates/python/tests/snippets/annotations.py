from typing import Any, Dict, List, Optional, Sequence, Union, cast, TYPE_CHECKING


def f(a: Optional[int] = None) -> Union[str, Sequence[str], None]:
    pass


revision: str = "a"
down_revision: Union[str, Sequence[str], None] = None
import typing

print(isinstance([], Sequence), issubclass(list, Sequence), TYPE_CHECKING)
print(Union[int, str] == typing.Union[int, str], Optional[int] == typing.Optional[int])
print(Dict[str, Any], List[int], cast(int, 3))
from typing import (
    Annotated, Generic, Literal, NamedTuple, Protocol, TypedDict, TypeVar, get_args, get_origin,
    get_type_hints)

print(sorted(get_type_hints(f)))


class Point(NamedTuple):
    x: int
    y: str = "a"


print(Point(1), Point(1)._asdict())
T = TypeVar("T")


class Box(Generic[T]):
    pass


print(Box[int].__args__)


class Row(TypedDict, total=False):
    a: int


print(Row(a=1))


class Empty(Sequence):
    def __len__(self):
        return 0

    def __getitem__(self, index):
        raise IndexError


print(list(Empty()), get_origin(Literal["a"]), get_args(Literal["a", "b"]))
print(get_args(Annotated[int, 5]), typing.get_type_hints(f)["a"] == Optional[int])
import collections.abc

print(isinstance({}, collections.abc.Mapping), collections.abc.Sequence is get_origin(Sequence[int]))
