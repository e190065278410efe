"""Configures the loggers from an ini file or a dictionary."""

import logging


def fileConfig(fname, defaults=None, disable_existing_loggers=True, encoding=None):
    sections = _sections(fname, defaults, encoding)
    formatters = {}
    for name in _names(sections["formatters"]["keys"]):
        section = sections["formatter_" + name]
        kind = section.get("class")
        kind = _resolve(kind) if kind else logging.Formatter
        extra = {}
        if "defaults" in section:
            extra["defaults"] = eval(section.raw("defaults"), vars(logging))
        formatters[name] = kind(
            section.raw("format"), section.raw("datefmt"), section.raw("style") or "%", **extra)

    _forget_handlers()
    handlers = {}
    targets = []
    for name in _names(sections["handlers"]["keys"]):
        section = sections["handler_" + name]
        kind = _class(section["class"])
        args = eval(section.get("args", "()"), vars(logging))
        kwargs = eval(section.get("kwargs", "{}"), vars(logging))
        handler = kind(*args, **kwargs)
        handler.name = name
        if "level" in section:
            handler.setLevel(section["level"])
        if section.get("formatter"):
            handler.setFormatter(formatters[section["formatter"]])
        if section.get("target"):
            targets.append((handler, section["target"]))
        handlers[name] = handler
    for handler, target in targets:
        if hasattr(handler, "setTarget"):
            handler.setTarget(handlers[target])

    names = _names(sections["loggers"]["keys"])
    names.remove("root")
    _configure(logging.root, sections["logger_root"], handlers)
    existing = dict.fromkeys(sorted(logging.root.manager.loggerDict))
    children = set()
    for name in names:
        section = sections["logger_" + name]
        qualified = section["qualname"]
        logger = logging.getLogger(qualified)
        if qualified in existing:
            children.update(other for other in existing if other.startswith(qualified + "."))
            del existing[qualified]
        _configure(logger, section, handlers)
        logger.propagate = int(section.get("propagate", 1))
        logger.disabled = False
    _retire(existing, children, disable_existing_loggers)


def _configure(logger, section, handlers):
    if "level" in section:
        logger.setLevel(section["level"])
    for handler in logger.handlers[:]:
        logger.removeHandler(handler)
    for name in _names(section["handlers"]):
        logger.addHandler(handlers[name])


def _retire(existing, children, disable):
    """Disables loggers that were there and are not configured, except the
    children of configured ones, which are reset."""
    for name in existing:
        logger = logging.root.manager.loggerDict[name]
        if name not in children:
            logger.disabled = disable
        elif not isinstance(logger, logging.PlaceHolder):
            logger.setLevel(logging.NOTSET)
            logger.handlers = []
            logger.propagate = True


def _forget_handlers():
    logging._handlers.clear()
    logging.shutdown(logging._handlerList[:])
    del logging._handlerList[:]


def _names(text):
    return [name.strip() for name in text.split(",")] if text else []


def _class(text):
    try:
        return eval(text, vars(logging))
    except (AttributeError, NameError):
        return _resolve(text)


def _resolve(name):
    """The object of a dotted name."""
    first, *rest = name.split(".")
    path, found = first, __import__(first)
    for part in rest:
        path += "." + part
        if not hasattr(found, part):
            __import__(path)
        found = getattr(found, part)
    return found


class _Section:
    """A section of an ini file; a value may refer to others by `%(name)s`."""

    def __init__(self, values):
        self.values = values

    def __contains__(self, key):
        return key in self.values

    def raw(self, key):
        return self.values.get(key)

    def get(self, key, default=None):
        return self[key] if key in self.values else default

    def __getitem__(self, key):
        return self._expand(self.values[key], key, 0)

    def _expand(self, text, key, depth):
        if not text or "%" not in text:
            return text
        if depth > 10:
            raise ValueError("Value interpolation too deeply recursive in %r" % key)
        done = ""
        while True:
            before, percent, text = text.partition("%")
            done += before
            if not percent:
                return done
            if text.startswith("%"):
                done, text = done + "%", text[1:]
            elif text.startswith("(") and ")s" in text:
                name, _, text = text[1:].partition(")s")
                done += self._expand(self.values[name.lower()], key, depth + 1)
            else:
                raise ValueError("'%%' must be followed by '%%' or '(', found: %r" % ("%" + text))


def _sections(source, defaults, encoding):
    if hasattr(source, "sections") and hasattr(source, "items"):
        return {
            name: _Section(dict(source.items(name, raw=True))) for name in source.sections()
        }
    if hasattr(source, "readline"):
        return _parse(iter(source.readline, ""), defaults, "<???>")
    try:
        file = open(source, encoding=encoding or "utf-8")
    except FileNotFoundError:
        raise FileNotFoundError("%s doesn't exist" % source) from None
    with file:
        text = file.read()
    if not text:
        raise RuntimeError("%s is an empty file" % source)
    return _parse(text.splitlines(), defaults, source)


def _parse(lines, defaults, source):
    shared = {key.lower(): str(value) for key, value in (defaults or {}).items()}
    sections = {}
    values = key = None
    indent = 0
    for number, line in enumerate(lines, 1):
        text = line.strip()
        if not text or text[0] in "#;":
            continue
        depth = len(line) - len(line.lstrip())
        if values is not None and key and depth > indent:
            values[key] = (values[key] or "") + "\n" + text
            continue
        indent = depth
        if text[0] == "[" and "]" in text:
            name = text[1:text.index("]")]
            values = shared if name == "DEFAULT" else sections.setdefault(name, {})
            key = None
            continue
        ends = [at for at in (text.find("="), text.find(":")) if at > 0]
        if values is None or not ends:
            raise RuntimeError("%s is invalid: Source contains parsing errors: %r\n\t[line %2d]: %r"
                               % (source, str(source), number, line))
        key = text[:min(ends)].strip().lower()
        values[key] = text[min(ends) + 1:].strip()
    return {name: _Section({**shared, **found}) for name, found in sections.items()}


def dictConfig(config):
    if config.get("version") != 1:
        raise ValueError("Unsupported version: %s" % config.get("version"))
    dictConfigClass(config).configure()


class DictConfigurator:
    """Configures the loggers from a dictionary."""

    def __init__(self, config):
        self.config = config

    def configure(self):
        config = self.config
        incremental = config.get("incremental", False)
        if not incremental:
            existing = dict.fromkeys(sorted(logging.root.manager.loggerDict))
            _forget_handlers()
            self.made = {"formatters": {}, "filters": {}, "handlers": {}}
            for kind in ("formatters", "filters"):
                for name in config.get(kind, {}):
                    self._make(kind, name)
            for name in sorted(config.get("handlers", {})):
                self._make("handlers", name)
        children = set()
        for name, options in config.get("loggers", {}).items():
            logger = logging.getLogger(name)
            if not incremental:
                if name in existing:
                    children.update(
                        other for other in existing if other.startswith(name + "."))
                    del existing[name]
            self._logger(name, logger, options, incremental)
            if options.get("propagate") is not None:
                logger.propagate = options["propagate"]
            if not incremental:
                logger.disabled = False
        if not incremental:
            _retire(existing, children, config.get("disable_existing_loggers", True))
        else:
            for name, options in config.get("handlers", {}).items():
                if name not in logging._handlers:
                    raise ValueError("No handler found with name %r" % name)
                if options.get("level"):
                    logging._handlers[name].setLevel(options["level"])
        if config.get("root"):
            self._logger("root", logging.root, config["root"], incremental)

    def _logger(self, name, logger, options, incremental):
        try:
            if options.get("level") is not None:
                logger.setLevel(options["level"])
            if incremental:
                return
            for handler in logger.handlers[:]:
                logger.removeHandler(handler)
            for handler in options.get("handlers") or ():
                logger.addHandler(self._made("handlers", handler))
            for filter in options.get("filters") or ():
                logger.addFilter(self._made("filters", filter))
        except Exception as error:
            what = "root logger" if name == "root" else "logger %r" % name
            raise ValueError("Unable to configure %s" % what) from error

    def _made(self, kind, name):
        if callable(name) or callable(getattr(name, "filter", None)):
            return name
        if name not in self.made[kind]:
            if name not in self.config.get(kind, {}):
                raise KeyError(name)
            self._make(kind, name)
        return self.made[kind][name]

    def _make(self, kind, name):
        if name in self.made[kind]:
            return
        options = {key: self._value(value) for key, value in self.config[kind][name].items()}
        try:
            made = getattr(self, "_" + kind[:-1])(options)
        except Exception as error:
            raise ValueError("Unable to configure %s %r" % (kind[:-1], name)) from error
        if kind == "handlers":
            made.name = name
        self.made[kind][name] = made

    def _formatter(self, options):
        if "()" in options:
            return self._call(options)
        kind = options.get("class")
        kind = _resolve(kind) if kind else logging.Formatter
        extra = {key: options[key] for key in ("validate", "defaults") if key in options}
        return kind(options.get("format"), options.get("datefmt"), options.get("style", "%"),
                    **extra)

    def _filter(self, options):
        if "()" in options:
            return self._call(options)
        return logging.Filter(options.get("name", ""))

    def _handler(self, options):
        formatter = options.pop("formatter", None)
        level = options.pop("level", None)
        filters = options.pop("filters", None)
        if "()" in options:
            handler = self._call(options)
        else:
            kind = options.pop("class")
            kind = _resolve(kind) if isinstance(kind, str) else kind
            attributes = options.pop(".", None)
            if isinstance(options.get("target"), str) and hasattr(kind, "setTarget"):
                options["target"] = self._made("handlers", options["target"])
            if options.get("stream") is None:
                options.pop("stream", None)
            handler = kind(**options)
            for key, value in (attributes or {}).items():
                setattr(handler, key, value)
        if formatter:
            handler.setFormatter(self._made("formatters", formatter))
        if level is not None:
            handler.setLevel(level)
        for filter in filters or ():
            handler.addFilter(self._made("filters", filter))
        return handler

    def _call(self, options):
        make = options.pop("()")
        make = make if callable(make) else _resolve(make)
        attributes = options.pop(".", None)
        made = make(**{key: value for key, value in options.items() if key.isidentifier()})
        for key, value in (attributes or {}).items():
            setattr(made, key, value)
        return made

    def _value(self, value):
        """What `ext://name` and `cfg://path` stand for."""
        if isinstance(value, str) and value.startswith("ext://"):
            return _resolve(value[6:])
        if isinstance(value, str) and value.startswith("cfg://"):
            found = self.config
            for part in value[6:].replace("[", ".").replace("]", "").split("."):
                found = found[int(part) if part.isdigit() and not isinstance(found, dict) else part]
            return self._value(found)
        if isinstance(value, dict):
            return {key: self._value(each) for key, each in value.items()}
        if isinstance(value, (list, tuple)):
            return type(value)([self._value(each) for each in value])
        return value


dictConfigClass = DictConfigurator
