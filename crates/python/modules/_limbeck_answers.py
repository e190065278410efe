"""Asks the project's own Python for what limbeck's interpreter cannot load."""

import builtins
import json
import logging
import os
import sys

import _limbeck_placeholder
import _limbeck_python

_log = logging.getLogger("alembic.runtime.python")
# The program that answers, once one does, and what is to be said of it.
_program = None
_notices = []
# The enumerations that were told of, by module and name.
_enumerations = {}


class Failed(Exception):
    """The project's Python cannot tell."""


def ask(asked, given):
    """The value, or a placeholder for it, and why there is none.

    Give a placeholder that the answer is about."""
    try:
        return _decode(_tell(_encode(asked), given), asked, given), None
    except Failed as failure:
        return given, str(failure)


def announce():
    """Says which Python was asked, as soon as there is somebody to hear it."""
    if _notices and logging.getLogger().handlers:
        _log.info(*_notices)
        _notices.clear()


def _tell(asked, given):
    global _program
    if _program is not None:
        return _result(_exchange(_program, {"asked": asked}), given)
    told = []
    for program in _limbeck_python.programs():
        begin = {
            "path": [path for path in sys.path if not is_installed(path)],
            "environment": dict(os.environ),
            "arguments": sys.argv,
            "module": given._limbeck_failure.name,
        }
        answer = _exchange(program, begin)
        if "failure" in answer:
            told.append("%s cannot load it either:\n%s" % (program, answer["failure"].rstrip()))
            continue
        _program = program
        _notices[:] = [
            "%s (Python %s) answers for %s, which limbeck's interpreter cannot load",
            program,
            answer["python"],
            given._limbeck_failure.name,
        ]
        announce()
        return _result(_exchange(program, {"asked": asked}), given)
    if not told:
        told.append(
            "models_python is 'never': no other Python is asked."
            if _limbeck_python.is_forbidden()
            else "No Python of the project was found (VIRTUAL_ENV, .venv or venv beside the "
            "configuration file, python3 on the PATH; or set models_python to its path)."
        )
    raise Failed("".join("\n" + text for text in told))


def _exchange(program, request):
    return json.loads(_limbeck_python.ask(program, json.dumps(request)))


def _result(answer, given):
    failure = answer.get("failure")
    if failure is None:
        return answer["value"]
    told = Failed("\n%s raised:\n%s" % (_program, failure.rstrip()))
    known = getattr(builtins, answer["class"], None)
    if isinstance(known, type) and issubclass(known, Exception) and not issubclass(known, ImportError):
        # env.py may be ready for it.
        raise known(answer["text"]) from told
    raise told


def is_installed(path):
    return "site-packages" in path or "dist-packages" in path


def _encode(value):
    if type(value) is _limbeck_placeholder.Placeholder:
        return {"asked": _encode(value._limbeck_asked)}
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    if isinstance(value, (list, tuple)):
        return {type(value).__name__: [_encode(item) for item in value]}
    if isinstance(value, dict):
        return {"dict": [[_encode(key), _encode(item)] for key, item in value.items()]}
    if isinstance(value, bytes):
        return {"bytes": value.hex()}
    if isinstance(value, os.PathLike):
        return {"path": os.fspath(value)}
    raise Failed("\nIt was given %r, which cannot be handed to another Python." % (value,))


def _decode(told, asked, given):
    if not isinstance(told, dict):
        return told
    ((kind, content),) = told.items()
    if kind == "kept":
        if given._limbeck_asked is asked:
            # From now on it is that very object.
            if asked[0] != "module":
                object.__setattr__(given, "_limbeck_asked", ["kept", content])
            return given
        path = given._limbeck_path + ("()" if asked[2] == "call" else "")
        return _limbeck_placeholder.Placeholder(path, given._limbeck_failure, ["kept", content])
    if kind in ("list", "tuple", "iterator"):
        items = [_decode(item, ("do", given, kind), given) for item in content]
        return tuple(items) if kind == "tuple" else iter(items) if kind == "iterator" else items
    if kind == "dict":
        told = ("do", given, kind)
        return {_decode(key, told, given): _decode(item, told, given) for key, item in content}
    if kind == "bytes":
        return bytes.fromhex(content)
    if kind == "path":
        import pathlib

        return pathlib.Path(content)
    if kind == "enumeration":
        return _enumeration(*content)
    if kind == "url":
        from sqlalchemy.engine.url import make_url

        return make_url(content)
    from sqlalchemy.pool import NullPool

    url, options = content
    options = {name: _decode(value, asked, given) for name, value in options.items()}
    if kind == "async_engine":
        from sqlalchemy.ext.asyncio import create_async_engine

        return create_async_engine(url, poolclass=NullPool, **options)
    from sqlalchemy import create_engine

    return create_engine(url, poolclass=NullPool, **options)


def _enumeration(name, module, mixed, members):
    """An enumeration like the one that the project's Python has."""
    known = _enumerations.get((module, name))
    if known is None:
        import enum

        mixed = {"str": str, "int": int, None: None}[mixed]
        known = enum.Enum(name, members, module=module, type=mixed)
        _enumerations[module, name] = known
    return known
