"""Options with defaults, in groups, and the ini files that set them."""

import argparse
import configparser
import os


class Error(Exception):
    def __init__(self, msg=None):
        super().__init__(msg)
        self.msg = msg


class NoSuchOptError(Error, AttributeError):
    def __init__(self, opt_name, group=None):
        name = "[%s]" % (group or "DEFAULT")
        super().__init__("no such option %s in group %s" % (opt_name, name))


class RequiredOptError(Error):
    pass


class ConfigFilesNotFoundError(Error):
    pass


class DuplicateOptError(Error):
    pass


class ConfigFileValueError(Error, ValueError):
    pass


def _boolean(text):
    lowered = str(text).strip().lower()
    if lowered in ("true", "1", "on", "yes"):
        return True
    if lowered in ("false", "0", "off", "no"):
        return False
    raise ValueError("Unexpected boolean value %r" % text)


def _list(text):
    return [part.strip() for part in str(text).split(",") if part.strip()]


def _dict(text):
    return dict(part.split(":", 1) for part in _list(text))


class Opt:
    """An option: what its text in a file means."""

    multi = False
    parse = staticmethod(str)

    def __init__(self, name, type=None, dest=None, short=None, default=None, required=False, choices=None, **kw):
        self.name = name
        self.dest = dest or name.replace("-", "_")
        self.short = short
        self.default = default
        self.required = required
        self.choices = choices
        self.help = kw.get("help")
        self.secret = kw.get("secret", False)
        self.deprecated = [kw["deprecated_name"]] if kw.get("deprecated_name") else []
        self.deprecated += [one.name for one in kw.get("deprecated_opts", ()) if one.name]
        if callable(type):
            self.parse = type


class StrOpt(Opt):
    pass


class BoolOpt(Opt):
    parse = staticmethod(_boolean)


class IntOpt(Opt):
    parse = staticmethod(int)


class FloatOpt(Opt):
    parse = staticmethod(float)


class PortOpt(IntOpt):
    pass


class ListOpt(Opt):
    parse = staticmethod(_list)


class DictOpt(Opt):
    parse = staticmethod(_dict)


class MultiOpt(Opt):
    multi = True


class MultiStrOpt(MultiOpt):
    pass


class HostAddressOpt(StrOpt):
    pass


class HostnameOpt(StrOpt):
    pass


class IPOpt(StrOpt):
    pass


class URIOpt(StrOpt):
    pass


class SubCommandOpt(Opt):
    pass


class DeprecatedOpt:
    def __init__(self, name, group=None):
        self.name = name
        self.group = group


class OptGroup:
    def __init__(self, name, title=None, help=None, **kw):
        self.name = name
        self.title = title or "%s options" % name
        self.help = help


def _group(group):
    name = group.name if isinstance(group, OptGroup) else group
    return None if name == "DEFAULT" else name


class _Values:
    """The options of a group, or of a whole configuration, by name."""

    def __init__(self, conf, group):
        self._conf = conf
        self._name = group

    def __getattr__(self, name):
        return self._conf._value(name, self._name)

    def __getitem__(self, name):
        return self._conf._value(name, self._name)

    def get(self, name, default=None):
        return self[name] if name in self else default

    def __contains__(self, name):
        return name in self._conf._opts.get(self._name, {})

    def __iter__(self):
        return iter(self._conf._opts.get(self._name, {}))

    def items(self):
        return [(name, self[name]) for name in self]


class ConfigOpts:
    def __init__(self):
        self._opts = {None: {}}
        self._overrides = {}
        self._defaults = {}
        self._texts = {}
        self.project = self.prog = None
        self.config_file = []

    def __call__(self, args=None, project=None, prog=None, version=None, default_config_files=None, **kw):
        self.project, self.prog = project, prog
        parser = argparse.ArgumentParser(prog=prog, add_help=False)
        parser.add_argument("--config-file", action="append", default=[])
        known, _ = parser.parse_known_args(args or [])
        files = known.config_file or default_config_files or []
        missing = [file for file in files if not os.path.exists(os.path.expanduser(file))]
        if missing:
            raise ConfigFilesNotFoundError(
                "Failed to find some config files: %s" % ",".join(missing)
            )
        self.config_file = files
        for file in files:
            reader = configparser.RawConfigParser(strict=False, default_section="")
            reader.read(os.path.expanduser(file))
            for section in reader.sections():
                self._texts.setdefault(_group(section), {}).update(reader.items(section))

    def register_opt(self, opt, group=None, cli=False):
        opts = self._opts.setdefault(_group(group), {})
        fresh = opt.dest not in opts
        opts.setdefault(opt.dest, opt)
        return fresh

    def register_opts(self, opts, group=None):
        for opt in opts:
            self.register_opt(opt, group)

    register_cli_opt = register_opt
    register_cli_opts = register_opts

    def register_group(self, group):
        self._opts.setdefault(_group(group), {})

    def unregister_opt(self, opt, group=None):
        self._opts.get(_group(group), {}).pop(opt.dest, None)

    def import_opt(self, name, module_str, group=None):
        __import__(module_str)
        if name not in self._opts.get(_group(group), {}):
            raise NoSuchOptError(name, _group(group))

    def import_group(self, group, module_str):
        __import__(module_str)

    def _known(self, name, group):
        opts = self._opts.get(group, {})
        if name not in opts:
            raise NoSuchOptError(name, group)
        return opts[name]

    def _value(self, name, group):
        if group is None and name in self._opts and name not in self._opts[None]:
            return _Values(self, name)
        opt = self._known(name, group)
        if (group, name) in self._overrides:
            return self._overrides[group, name]
        texts = self._texts.get(group, {})
        for spelling in (opt.dest, *opt.deprecated):
            if spelling in texts:
                text = texts[spelling]
                try:
                    return [text] if opt.multi else opt.parse(text)
                except ValueError as error:
                    raise ConfigFileValueError(
                        "Value for option %s is not valid: %s" % (name, error)
                    ) from None
        return self._defaults.get((group, name), opt.default)

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        return self._value(name, None)

    def __getitem__(self, name):
        return self._value(name, None)

    def __contains__(self, name):
        return name in self._opts[None] or name in self._opts

    def __iter__(self):
        yield from self._opts[None]
        yield from (name for name in self._opts if name is not None)

    def get(self, name, default=None):
        return self[name] if name in self else default

    def set_override(self, name, override, group=None):
        self._known(name, _group(group))
        self._overrides[_group(group), name] = override

    def set_default(self, name, default, group=None):
        self._known(name, _group(group))
        self._defaults[_group(group), name] = default

    def set_default_all(self, defaults, group=None):
        for name, default in defaults.items():
            self.set_default(name, default, group)

    def clear_override(self, name, group=None):
        self._overrides.pop((_group(group), name), None)

    def clear_default(self, name, group=None):
        self._defaults.pop((_group(group), name), None)

    def clear(self):
        self._overrides.clear()

    def reset(self):
        self.clear()

    def find_file(self, name):
        return name if os.path.exists(name) else None

    def log_opt_values(self, logger, lvl):
        for group, opts in self._opts.items():
            for name, opt in opts.items():
                shown = "****" if opt.secret else self._value(name, group)
                logger.log(lvl, "%-30s = %s", ".".join(filter(None, (group, name))), shown)


CONF = ConfigOpts()


def set_defaults(opts, **kwargs):
    for opt in opts:
        if opt.dest in kwargs:
            opt.default = kwargs[opt.dest]


def find_config_files(project=None, prog=None, extension=".conf"):
    names = [name for name in (project, prog) if name]
    folders = ["~/.%s" % project, "~", "/etc/%s" % project, "/etc"] if project else ["~", "/etc"]
    found = []
    for name in names:
        for folder in folders:
            path = os.path.join(os.path.expanduser(folder), name + extension)
            if os.path.exists(path):
                found.append(path)
                break
    return found
