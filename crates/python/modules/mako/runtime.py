"""What a template works with while it is rendered."""

import builtins

from mako import exceptions


class _Buffer:
    def __init__(self):
        self.parts = []
        self.write = self.parts.append

    def getvalue(self):
        return "".join(self.parts)


class Undefined:
    """The value of a name that nobody gave one."""

    def __str__(self):
        raise NameError("Undefined")

    def __bool__(self):
        return False


UNDEFINED = Undefined()
STOP_RENDERING = ""


class Context:
    """A template's variables and its output."""

    def __init__(self, template, data):
        self._template = template
        self._kwargs = dict(data)
        self._data = data
        self._buffer_stack = [_Buffer()]
        self.namespaces = {}
        self.caller_stack = CallerStack()
        self._cache = {}
        self.lookup = None
        data["capture"] = lambda function, *args, **kw: capture(self, function, *args, **kw)
        data["caller"] = self.caller_stack

    @property
    def kwargs(self):
        return dict(self._kwargs)

    def keys(self):
        return list(self._data)

    def __getitem__(self, key):
        if key in self._data:
            return self._data[key]
        return builtins.__dict__[key]

    def get(self, key, default=None):
        return self._data.get(key, builtins.__dict__.get(key, default))

    def write(self, string):
        self._buffer_stack[-1].write(string)

    def writer(self):
        return self._buffer_stack[-1].write

    def push_caller(self, caller):
        self.caller_stack.append(caller)

    def pop_caller(self):
        del self.caller_stack[-1]

    def _push_buffer(self):
        self._buffer_stack.append(_Buffer())

    def _pop_buffer(self):
        return self._buffer_stack.pop()


class CallerStack(list):
    """The content that each running def was called with."""

    def __init__(self):
        self.nextcaller = None

    def __bool__(self):
        return bool(len(self) and self[-1])

    def __getattr__(self, key):
        return getattr(self[-1], key)

    def _push_frame(self):
        frame = self.nextcaller or None
        self.append(frame)
        self.nextcaller = None
        return frame

    def _pop_frame(self):
        self.nextcaller = self.pop()


class LoopStack:
    """The loops that are running, innermost last."""

    def __init__(self):
        self.stack = []

    @property
    def _top(self):
        return self.stack[-1] if self.stack else self

    def _enter(self, iterable):
        self.stack.append(LoopContext(iterable, self.stack[-1] if self.stack else None))
        return self.stack[-1]

    def _exit(self):
        self.stack.pop()
        return self._top

    def __getattr__(self, key):
        raise exceptions.RuntimeException("No loop context is established")

    def __iter__(self):
        return iter(self._top)


class LoopContext:
    """The `loop` of a `% for`."""

    def __init__(self, iterable, parent):
        self._iterable = iterable
        self.index = 0
        self.parent = parent

    def __iter__(self):
        for item in self._iterable:
            yield item
            self.index += 1

    def __len__(self):
        return len(self._iterable)

    @property
    def reverse_index(self):
        return len(self) - self.index - 1

    @property
    def first(self):
        return self.index == 0

    @property
    def last(self):
        return self.index == len(self) - 1

    @property
    def odd(self):
        return bool(self.index % 2)

    @property
    def even(self):
        return not self.odd

    def cycle(self, *values):
        if not values:
            raise ValueError("You must provide values to cycle through")
        return values[self.index % len(values)]


class _Attributes:
    """The names that a template's module code has set."""

    def __init__(self, names):
        self._names = names

    def __getattr__(self, key):
        if key in self._names:
            return self._names[key]
        raise AttributeError(key)


class Namespace:
    """Functions by name: the defs of a template, or of a tag."""

    module = template = filename = uri = inherits = None

    def __init__(self, name, context, callables=None):
        self.name = name
        self.context = context
        self.callables = {each.__name__: each for each in callables or ()}

    def _find(self, key):
        return None

    def __getattr__(self, key):
        if key in self.__dict__.get("callables", ()):
            return self.callables[key]
        found = self._find(key)
        if found is None:
            raise AttributeError("Namespace '%s' has no member '%s'" % (self.name, key))
        return found

    def _star(self):
        return dict(self.callables)

    def _populate(self, names, wanted):
        for name in wanted:
            if name == "*":
                names.update(self._star())
            else:
                names[name] = getattr(self, name)

    def get_namespace(self, uri):
        _lookup(self.context)

    def get_template(self, uri):
        _lookup(self.context)

    def include_file(self, uri, **kwargs):
        _lookup(self.context)


class TemplateNamespace(Namespace):
    """The template itself: `self` and `local`."""

    def __init__(self, context, template, names):
        Namespace.__init__(self, "self:%s" % template.uri, context)
        self.template = template
        self.uri = template.uri
        self.filename = template.filename
        self.attr = _Attributes(names)
        self._names = names

    def _find(self, key):
        if key == "body":
            return self._names["__M_body"]
        if key in self.template._exports:
            return self._names[key]
        return None

    def _star(self):
        return {name: self._names[name] for name in self.template._exports}


class ModuleNamespace(Namespace):
    """The functions of a Python module; each takes the context first."""

    def __init__(self, name, context, module, callables=None):
        Namespace.__init__(self, name, context, callables)
        found = __import__(module)
        for part in module.split(".")[1:]:
            found = getattr(found, part)
        self.module = found

    @property
    def filename(self):
        return self.module.__file__

    def _find(self, key):
        if not hasattr(self.module, key):
            return None
        function = getattr(self.module, key)
        return lambda *args, **kw: function(self.context, *args, **kw)

    def _star(self):
        names = dict(self.callables)
        for key in dir(self.module):
            if not key.startswith("_") and callable(getattr(self.module, key)):
                names[key] = self._find(key)
        return names


def _lookup(context):
    raise exceptions.TemplateLookupException(
        "Template '%s' has no TemplateLookup associated" % context._template.uri)


def _inherit_from(context, uri):
    if uri is not None:
        _lookup(context)


def _include_file(context, uri):
    _lookup(context)


def _namespace(context, name, callables, file, module):
    if file is not None:
        _lookup(context)
    if module is not None:
        return ModuleNamespace(name, context, module, callables)
    return Namespace(name, context, callables)


def _export(names, local, assigned):
    for name in assigned:
        if name in local:
            names[name] = local[name]


def _decorate(context, decorator):
    def decorate(function):
        decorated = decorator(function)

        def go(*args, **kw):
            return decorated(context, *args, **kw)

        go.__name__ = function.__name__
        return go

    return decorate


def _cached(context, buffered):
    def decorate(function):
        def go(*args, **kw):
            if function.__name__ not in context._cache:
                context._cache[function.__name__] = function(*args, **kw)
            text = context._cache[function.__name__]
            if buffered:
                return text
            context.write(text)
            return ""

        go.__name__ = function.__name__
        return go

    return decorate


def supports_caller(func):
    def go(context, *args, **kwargs):
        context.caller_stack._push_frame()
        try:
            return func(context, *args, **kwargs)
        finally:
            context.caller_stack._pop_frame()

    return go


def capture(context, callable_, *args, **kwargs):
    if not callable(callable_):
        raise exceptions.RuntimeException(
            "capture() function expects a callable as "
            "its argument (i.e. capture(func, *args, **kwargs))")
    context._push_buffer()
    try:
        callable_(*args, **kwargs)
    finally:
        text = context._pop_buffer().getvalue()
    return text
