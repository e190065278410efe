"""Listeners. Those of engines and connections are called; those of other
things are kept for whoever asks."""

# Pairs of a target and a name, to functions. Targets are held, so that their
# identity stays theirs.
_registry = {}


def _key(target, name):
    return id(target), name


def listen(target, identifier, fn, *args, **kw):
    if kw.get("once"):
        fn = _once(fn)
    held = _registry.setdefault(_key(target, identifier), (target, []))[1]
    if kw.get("insert"):
        held.insert(0, fn)
    else:
        held.append(fn)


def _once(fn):
    called = []

    def wrapper(*args, **kw):
        if not called:
            called.append(True)
            return fn(*args, **kw)

    return wrapper


def listens_for(target, identifier, *args, **kw):
    def decorate(fn):
        listen(target, identifier, fn, *args, **kw)
        return fn

    return decorate


def remove(target, identifier, fn):
    held = _registry.get(_key(target, identifier))
    if held is not None and fn in held[1]:
        held[1].remove(fn)


def contains(target, identifier, fn):
    held = _registry.get(_key(target, identifier))
    return held is not None and fn in held[1]


def listeners(target, name):
    """The functions that listen to that event of the target, of the engine
    behind it, or of its class."""
    if not _registry:
        return []
    found = []
    targets = [target, getattr(target, "pool", None), getattr(target, "sync_engine", None)]
    targets += type(target).__mro__
    targets += type(targets[1]).__mro__ if targets[1] is not None else ()
    for one in targets:
        if one is not None and one is not object:
            held = _registry.get(_key(one, name))
            if held is not None:
                found += held[1]
    return found


def dispatch(target, name, *args, **kw):
    """Calls the listeners of an event."""
    for listener in listeners(target, name):
        listener(*args, **kw)
