"""`Config`: alembic.ini and pyproject.toml, as env.py sees them."""

import sys

import _limbeck_config

from .util.langhelpers import immutabledict, loadable, memoized_property


def __getattr__(name):
    # Only programs need these; env.py does without them.
    if name in ("CommandLine", "main"):
        from . import command_line

        return getattr(command_line, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


class Namespace:
    """The command line's options, by name."""

    __slots__ = ("_command", "__dict__")

    def __init__(self, command=None, /, **options):
        self.__dict__.update(options)
        self._command = command

    def __getattr__(self, name):
        if name == "cmd" and self._command is not None:
            self.cmd = _command(self._command)
            return self.cmd
        raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")

    def __repr__(self):
        return "Namespace(%s)" % ", ".join(f"{name}={value!r}" for name, value in self.__dict__.items())

    def __contains__(self, name):
        return name in self.__dict__

    def __eq__(self, other):
        return isinstance(other, Namespace) and self.__dict__ == other.__dict__


def _command(name):
    """A command's function, with the names of its arguments and options."""
    from . import command

    function = getattr(command, name, None)
    if function is None:

        def function(config, *args, **kw):
            raise NotImplementedError(f"alembic.command.{name} is not available yet")

        function.__name__ = name
    names = function.__code__.co_varnames[1 : function.__code__.co_argcount]
    # The command line calls it by another name than the function does.
    names = tuple("revisions" if name == "stamp" and each == "revision" else each for each in names)
    options = len(function.__defaults__ or ())
    return (function, list(names[: len(names) - options]), list(names[len(names) - options :]))


class _Section:
    """One section of the ini file, as ConfigParser gives it."""

    def __init__(self, parser, name):
        self.parser = parser
        self.name = name

    def __getitem__(self, option):
        if not self.parser.has_option(self.name, option):
            raise KeyError(option)
        return self.parser.get(self.name, option)

    def __setitem__(self, option, value):
        self.parser.set(self.name, option, value)

    def __delitem__(self, option):
        if not self.parser.remove_option(self.name, option):
            raise KeyError(option)

    def __contains__(self, option):
        return self.parser.has_option(self.name, option)

    def __iter__(self):
        return iter(self.keys())

    def __len__(self):
        return len(self.keys())

    def get(self, option, fallback=None, **kw):
        return self.parser.get(self.name, option, fallback=fallback, **kw)

    def getboolean(self, option, fallback=None):
        return self.parser.getboolean(self.name, option, fallback=fallback)

    def getint(self, option, fallback=None):
        return self.parser.getint(self.name, option, fallback=fallback)

    def keys(self):
        return [name for name, _ in self.items()]

    def values(self):
        return [value for _, value in self.items()]

    def items(self):
        return self.parser.items(self.name)


_UNSET = object()


class _FileConfig:
    """`Config.file_config`: the ini file with ConfigParser's methods."""

    default_section = "DEFAULT"

    def __init__(self, native):
        self._native = native

    def sections(self):
        return self._native.sections()

    def has_section(self, section):
        return self._native.has_section(section)

    def has_option(self, section, option):
        return self._native.has_option(section, option)

    def add_section(self, section):
        self._native.add_section(section)

    def options(self, section):
        return [name for name, _ in self.items(section, raw=True)]

    def items(self, section=_UNSET, raw=False):
        if section is _UNSET:
            return [(name, _Section(self, name)) for name in self.sections()]
        if not self.has_section(section):
            raise _parser_error("NoSectionError", section)
        if raw:
            return [(name, self._native.raw(section, name)) for name, _ in self._native.items(section)]
        return self._native.items(section)

    def get(self, section, option, *, raw=False, vars=None, fallback=_UNSET):
        if vars and option in vars:
            return vars[option]
        if self.has_option(section, option):
            return (self._native.raw if raw else self._native.get)(section, option)
        if fallback is not _UNSET:
            return fallback
        if not self.has_section(section):
            raise _parser_error("NoSectionError", section)
        raise _parser_error("NoOptionError", option, section)

    def _converted(self, convert, section, option, fallback):
        value = self.get(section, option, fallback=fallback)
        return value if value is fallback else convert(value)

    def getint(self, section, option, *, fallback=_UNSET):
        return self._converted(int, section, option, fallback)

    def getfloat(self, section, option, *, fallback=_UNSET):
        return self._converted(float, section, option, fallback)

    def getboolean(self, section, option, *, fallback=_UNSET):
        def convert(text):
            states = {"1": True, "yes": True, "true": True, "on": True, "0": False, "no": False, "false": False, "off": False}
            if text.lower() not in states:
                raise ValueError("Not a boolean: %s" % text)
            return states[text.lower()]

        return self._converted(convert, section, option, fallback)

    def set(self, section, option, value=None):
        if not self.has_section(section):
            raise _parser_error("NoSectionError", section)
        self._native.set(section, option, value)

    def remove_option(self, section, option):
        return self._native.remove_option(section, option)

    def __contains__(self, section):
        return self.has_section(section)

    def __iter__(self):
        return iter(self.sections())

    def __getitem__(self, section):
        if not self.has_section(section):
            raise KeyError(section)
        return _Section(self, section)


def _parser_error(name, *arguments):
    import configparser

    return getattr(configparser, name)(*arguments)


def _folder(path):
    """The folder of a file, or none where there is no file."""
    import os

    if not path:
        return "."
    return os.path.dirname(os.path.abspath(path)).replace(os.sep, "/")


class Config:
    """The project's configuration. What is read from it and set on it is kept
    by Rust, so that commands and env.py see the same."""

    cmd_opts = None
    config_file_name = None
    toml_file_name = None
    config_ini_section = None

    def __init__(
        self,
        file_=None,
        toml_file=None,
        ini_section="alembic",
        output_buffer=None,
        stdout=None,
        cmd_opts=None,
        config_args={},
        attributes=None,
        *,
        _native=None,
    ):
        if _native is None:
            _native = _limbeck_config.open(
                None if file_ is None else str(file_),
                None if toml_file is None else str(toml_file),
                ini_section,
                dict(config_args),
            )
        self._native = _native
        self.config_file_name = _native.config_file_name
        self.toml_file_name = _native.toml_file_name
        self.config_ini_section = _native.config_ini_section
        self.output_buffer = output_buffer
        self.stdout = sys.stdout if stdout is None else stdout
        self.cmd_opts = cmd_opts
        self._given = config_args
        if attributes:
            self.attributes.update(attributes)

    @memoized_property
    def config_args(self):
        """What `%(name)s` stands for in the ini file."""
        return {**self._given, "here": _folder(self.config_file_name)}

    @memoized_property
    def toml_args(self):
        """What `%(name)s` stands for in pyproject.toml, if there is one."""
        import os

        if not self.toml_file_name or not os.path.exists(self.toml_file_name):
            return dict(self._given)
        return {**self._given, "here": _folder(self.toml_file_name)}

    @memoized_property
    def attributes(self):
        """Anything that callers of a command and env.py hand each other."""
        return {}

    @memoized_property
    def file_config(self):
        return _FileConfig(self._native)

    @memoized_property
    def toml_alembic_config(self):
        """The table `tool.alembic` of pyproject.toml."""
        import os
        import tomllib

        from .util.exc import CommandError

        if not self.toml_file_name or not os.path.exists(self.toml_file_name):
            return {}
        with open(self.toml_file_name, "rb") as file:
            table = tomllib.load(file).get("tool", {}).get("alembic", {})
        if not isinstance(table, dict):
            raise CommandError("Incorrect TOML format")
        return table

    def get_template_directory(self):
        """Where a project may keep templates of its own; those that come with
        the program are in no folder."""
        import os

        return os.path.join(os.path.dirname(os.path.abspath(sys.executable or "")), "templates")

    @memoized_property
    def messaging_opts(self):
        return immutabledict({"quiet": getattr(self.cmd_opts, "quiet", False)})

    def print_stdout(self, text, *arg):
        if not self.messaging_opts["quiet"]:
            self.stdout.write((str(text) % arg if arg else str(text)) + "\n")

    def get_section(self, name, default=None):
        if not self._native.has_section(name):
            return default
        return dict(self._native.items(name))

    def get_main_option(self, name, default=None):
        return self.get_section_option(self.config_ini_section, name, default)

    def set_main_option(self, name, value):
        self.set_section_option(self.config_ini_section, name, value)

    def remove_main_option(self, name):
        self._native.remove_option(self.config_ini_section, name)

    def set_section_option(self, section, name, value):
        if not self._native.has_section(section):
            self._native.add_section(section)
        self._native.set(section, name, loadable(value))

    def get_section_option(self, section, name, default=None):
        value = self._native.get_section_option(section, name)
        return default if value is None else value

    def get_alembic_option(self, name, default=None):
        value = self._native.get_alembic_option(name)
        return default if value is None else value

    def get_alembic_boolean_option(self, name):
        return self._native.get_alembic_boolean_option(name)

    def get_version_locations_list(self):
        return self._native.get_version_locations_list()

    def get_hooks_list(self):
        """The options of each post-write hook, its name as `_hook_name`."""
        import re

        if not self.file_config.has_section("post_write_hooks"):
            hooks = []
            for options in self.get_alembic_option("post_write_hooks", []):
                options = dict(options)
                options["_hook_name"] = options.pop("name")
                hooks.append(options)
            return hooks
        section = self.get_section("post_write_hooks", {})
        hooks = []
        for name in filter(None, re.split(r", *|(?: +)", section.get("hooks", ""))):
            prefix = name + "."
            options = {
                key[len(prefix) :]: value for key, value in section.items() if key.startswith(prefix)
            }
            options["_hook_name"] = name
            hooks.append(options)
        return hooks

    def get_prepend_sys_paths_list(self):
        return self._native.get_prepend_sys_paths_list()
