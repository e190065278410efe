"""Answers for objects of a project that limbeck's interpreter cannot load.

limbeck runs this program with the project's Python. Each line of standard
input is a question in JSON, and gets one line as its answer. Plain values
travel as they are; others stay here, and have numbers.

Python 3.8 or newer.
"""

import enum
import importlib
import inspect
import json
import operator
import os
import pathlib
import sys
import traceback

DO = {
    "call": lambda value, *args, **kw: value(*args, **kw),
    "contains": operator.contains,
    "iter": lambda value: iter(list(value)),
    "fspath": os.fspath,
    "and": operator.and_,
}
for _function in (str, bool, int, float, bytes, len, format):
    DO[_function.__name__] = _function
for _name in "index getitem eq lt le gt ge add sub mul truediv floordiv mod".split():
    DO[_name] = getattr(operator, _name)
for _name in "add sub mul truediv floordiv mod and".split():
    DO["r" + _name] = lambda value, other, _do=DO[_name]: _do(other, value)

# The objects that stay here.
kept = []


def find(asked):
    """The object that is asked for."""
    kind, *rest = asked
    if kind == "module":
        return importlib.import_module(rest[0])
    if kind == "kept":
        return kept[rest[0]]
    if kind == "attribute":
        return attribute(find(rest[0]), rest[1])
    owner, name, arguments, keywords = rest
    return DO[name](find(owner), *arguments, **keywords)


def attribute(owner, name):
    try:
        return getattr(owner, name)
    except AttributeError:
        # `from package import module` gives modules that nobody imported yet.
        if not hasattr(owner, "__path__"):
            raise
        try:
            return importlib.import_module("%s.%s" % (owner.__name__, name))
        except ModuleNotFoundError:
            pass
        raise


def decode(told):
    if not isinstance(told, dict):
        return told
    ((kind, content),) = told.items()
    if kind == "asked":
        return find(decode(content))
    if kind == "dict":
        return {decode(key): decode(item) for key, item in content}
    if kind == "bytes":
        return bytes.fromhex(content)
    if kind == "path":
        return pathlib.Path(content)
    items = [decode(item) for item in content]
    return tuple(items) if kind == "tuple" else items


def encode(value):
    if isinstance(value, enum.Enum) and isinstance(value, (str, int)):
        value = value.value
    if value is None or isinstance(value, bool):
        return value
    for plain in (int, float, str):
        if isinstance(value, plain):
            return plain(value)
    if type(value) in (list, tuple):
        return {type(value).__name__: [encode(item) for item in value]}
    if type(value) is dict:
        return {"dict": [[encode(key), encode(item)] for key, item in value.items()]}
    if isinstance(value, bytes):
        return {"bytes": value.hex()}
    if isinstance(value, pathlib.PurePath):
        return {"path": str(value)}
    if type(value) is type(iter([])):
        return {"iterator": [encode(item) for item in value]}
    told = of_sqlalchemy(value) or of_enumeration(value)
    if told is not None:
        return told
    kept.append(value)
    return {"kept": len(kept) - 1}


def of_enumeration(value):
    """An enumeration of plain values: its members, aliases too."""
    if not isinstance(value, enum.EnumMeta):
        return None
    members = [[name, member.value] for name, member in value.__members__.items()]
    if not all(type(content) in (bool, int, float, str) for _, content in members):
        return None
    mixed = next((kind.__name__ for kind in (str, int) if issubclass(value, kind)), None)
    return {"enumeration": [value.__name__, value.__module__, mixed, members]}


def of_sqlalchemy(value):
    """A URL or an engine; it has its password, for limbeck connects."""
    engine = sys.modules.get("sqlalchemy.engine")
    if engine is None:
        return None
    if isinstance(value, engine.URL):
        return {"url": value.render_as_string(hide_password=False)}
    if isinstance(value, engine.Engine):
        return {"engine": facts(value)}
    asynchronous = sys.modules.get("sqlalchemy.ext.asyncio")
    if asynchronous is not None and isinstance(value, asynchronous.AsyncEngine):
        return {"async_engine": facts(value.sync_engine)}
    return None


def facts(engine):
    """An engine's URL and options, as far as they can be told."""
    options = {"execution_options": encode(dict(engine.get_execution_options()))}
    level = getattr(engine.dialect, "_on_connect_isolation_level", None)
    if level is not None:
        options["isolation_level"] = level
    # Nothing but the function that connects knows `connect_args`.
    connect = getattr(engine.pool, "_creator", None)
    if inspect.isfunction(connect):
        given = inspect.getclosurevars(connect).nonlocals.get("cparams") or {}
        _, known = engine.dialect.create_connect_args(engine.url)
        arguments = {
            name: value
            for name, value in given.items()
            if name not in known and isinstance(value, (str, int, float, dict))
        }
        options["connect_args"] = encode(arguments)
    return [engine.url.render_as_string(hide_password=False), options]


def told(error):
    """An exception with its traceback, without the lines of this program."""
    step = error.__traceback__
    machinery = (told.__code__.co_filename, importlib.__file__, "<frozen importlib")
    while step is not None and step.tb_frame.f_code.co_filename.startswith(machinery):
        step = step.tb_next
    text = "".join(traceback.format_exception(type(error), error, step))
    return {"failure": text, "class": type(error).__name__, "text": str(error)}


def begin(request):
    os.environ.update(request["environment"])
    if sys.path and sys.path[0] == "":
        del sys.path[0]
    sys.path[:0] = request["path"]
    sys.argv[:] = request["arguments"]
    importlib.import_module(request["module"])
    return {"python": sys.version.split()[0]}


def answer(line):
    request = json.loads(line)
    try:
        if "module" in request:
            return begin(request)
        return {"value": encode(find(decode(request["asked"])))}
    except BaseException as error:
        return told(error)


def main():
    # What the project's modules print is no answer.
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    try:
        for line in sys.stdin:
            answers.write(json.dumps(answer(line)) + "\n")
            answers.flush()
    except KeyboardInterrupt:
        pass
    # Threads of the project's do not hold up the end.
    os._exit(0)


main()
