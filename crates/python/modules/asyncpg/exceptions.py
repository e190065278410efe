"""PostgreSQL's conditions as exceptions, by asyncpg's names."""

import asyncpg
from _limbeck_driver import CONDITIONS


class PostgresError(asyncpg.Error):
    pass


for _names in CONDITIONS.values():
    for _name in _names:
        _name = _name if _name.endswith("Error") else _name + "Error"
        globals()[_name] = type(_name, (PostgresError,), {"__module__": __name__})
