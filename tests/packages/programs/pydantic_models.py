import json, uuid, enum, datetime, decimal
from typing import Optional, List, Dict, Literal, Union, Any, Annotated

from pydantic import (
    BaseModel, ConfigDict, Field, SecretStr, StringConstraints, TypeAdapter, ValidationError,
    field_validator, model_validator,
)
from pydantic.json import pydantic_encoder
class Color(enum.Enum):
    RED='red'; BLUE='blue'
class Inner(BaseModel):
    x: int
    tags: List[str] = []
class M(BaseModel):
    model_config = ConfigDict(extra='forbid')
    a: int
    b: Optional[str] = None
    c: Color = Color.RED
    d: Dict[str, int] = Field(default_factory=dict)
    e: Literal['p', 'q'] = 'p'
    f: list[Inner] = []
    g: Annotated[str, StringConstraints(min_length=2, strip_whitespace=True)] = 'zz'
    h: datetime.datetime | None = None
    u: uuid.UUID = uuid.UUID(int=1)
    n: float = Field(1.5, ge=0)
    @field_validator('b')
    @classmethod
    def upper(cls, v): 
        if v == 'bad': raise ValueError('it is bad')
        return v and v.upper()
    @model_validator(mode='after')
    def total(self):
        return self
def err(f):
    try: print(f())
    except ValidationError as e:
        print([ (x['type'], x['loc'], x['msg'], x['input']) for x in e.errors()], e.error_count())
        print(str(e).split('For further')[0].splitlines()[:3])
print(M(a='3'))
print(repr(M(a=1, b='x', f=[{'x': '2'}], c='blue')))
print(M(a=1, f=[Inner(x=1)]).model_dump())
print(M(a=1, f=[Inner(x=1)]).model_dump_json())
print(M(a=1, b='q').model_dump(exclude_none=True, exclude={'u'}), M(a=1, b='q').model_dump(exclude_unset=True))
for bad in ({}, {'a':'q'}, {'a':1,'b':'bad'}, {'a':1,'c':'green'}, {'a':1,'e':'r'}, {'a':1,'zz':1}, {'a':1,'g':' x '}, {'a':1,'f':[{'x':'y'}]}, {'a':1,'n':-1}, {'a':1.5}, {'a':1,'b':3},{'a':1,'d':[1]}, {'a':1,'d':{'x':'y'}}):
    err(lambda: M(**bad))
print(SecretStr('x'), repr(SecretStr('x')), SecretStr('x').get_secret_value())
print(json.dumps({'a': uuid.UUID(int=2), 'b': datetime.date(2020,1,1), 'c': decimal.Decimal('1.5'), 'd': Color.RED, 'e': {1}, 'm': Inner(x=1)}, default=pydantic_encoder))
print(M.model_validate({'a': 1}) == M(a=1), M(a=1).model_copy(update={'a': 2}).a, M(a=1).model_fields_set, list(M.model_fields))
print(TypeAdapter(List[int]).validate_python(['1', 2]))
