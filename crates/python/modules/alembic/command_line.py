"""The command line as a Python object, for programs that add commands of their
own to it."""

import os
from argparse import ArgumentParser

from . import __version__, command
from .config import Config
from .util.exc import CommandError
from .util.messaging import err

# The commands in the order in which the help shows them.
_COMMANDS = (
    "branches",
    "check",
    "current",
    "downgrade",
    "edit",
    "ensure_version",
    "heads",
    "history",
    "init",
    "list_templates",
    "merge",
    "revision",
    "show",
    "stamp",
    "upgrade",
)


class CommandLine:
    _KWARGS_OPTS = {
        "template": ("-t", "--template", dict(default="generic", type=str, help="template to start from")),
        "message": ("-m", "--message", dict(type=str, help="what the revision is for")),
        "sql": ("--sql", dict(action="store_true", help="print SQL instead of executing it")),
        "tag": ("--tag", dict(type=str, help="a word that env.py can ask for")),
        "head": ("--head", dict(type=str, help="the head that the revision follows")),
        "splice": ("--splice", dict(action="store_true", help="let it follow a revision that is no head")),
        "depends_on": ("--depends-on", dict(action="append", help="a revision that must be applied first")),
        "rev_id": ("--rev-id", dict(type=str, help="identifier of the revision")),
        "version_path": ("--version-path", dict(type=str, help="folder of the revision's file")),
        "branch_label": ("--branch-label", dict(type=str, help="a label for the branch")),
        "verbose": ("-v", "--verbose", dict(action="store_true", help="say more")),
        "resolve_dependencies": (
            "--resolve-dependencies",
            dict(action="store_true", help="count dependencies as predecessors"),
        ),
        "autogenerate": (
            "--autogenerate",
            dict(action="store_true", help="compare the models with the database"),
        ),
        "rev_range": ("-r", "--rev-range", dict(action="store", help="a range, [start]:[end]")),
        "indicate_current": ("-i", "--indicate-current", dict(action="store_true", help="mark the database's revision")),
        "purge": ("--purge", dict(action="store_true", help="empty the version table first")),
        "package": ("--package", dict(action="store_true", help="make the folders packages")),
        "check_heads": ("-c", "--check-heads", dict(action="store_true", help="fail unless at all heads")),
    }
    _POSITIONAL_OPTS = {
        "directory": dict(help="folder of the scripts"),
        "revision": dict(help="a revision"),
        "revisions": dict(nargs="+", help="revisions, or 'heads'"),
    }
    _POSITIONAL_TRANSLATIONS = {command.stamp: {"revision": "revisions"}}

    def __init__(self, prog=None):
        self.parser = parser = ArgumentParser(prog=prog)
        parser.add_argument("--version", action="version", version="%%(prog)s %s" % __version__)
        parser.add_argument("-c", "--config", action="append", help="configuration file")
        parser.add_argument("-n", "--name", type=str, default="alembic", help="section of the ini file")
        parser.add_argument("-x", action="append", help="an argument for env.py")
        parser.add_argument("--raiseerr", action="store_true", help="show a traceback on errors")
        parser.add_argument("-q", "--quiet", action="store_true", help="print no progress")
        self.subparsers = parser.add_subparsers()
        for name in _COMMANDS:
            self.register_command(getattr(command, name))

    def register_command(self, fn):
        """Makes a function a command: its arguments are the command's."""
        code, defaults = fn.__code__, fn.__defaults__ or ()
        names = code.co_varnames[1 : code.co_argcount]
        positional = names[: len(names) - len(defaults)]
        keywords = names[len(names) - len(defaults) :]
        renamed = self._POSITIONAL_TRANSLATIONS.get(fn, {})
        positional = [renamed.get(name, name) for name in positional]
        parser = self.subparsers.add_parser(fn.__name__, help=_first_words(fn.__doc__))
        parser.set_defaults(cmd=(fn, positional, list(keywords)))
        for name in keywords:
            if name in self._KWARGS_OPTS:
                *flags, options = self._KWARGS_OPTS[name]
                parser.add_argument(*flags, **options)
        for name in positional:
            parser.add_argument(name, **self._POSITIONAL_OPTS.get(name, {}))

    def run_cmd(self, config, options):
        fn, positional, keywords = options.cmd
        try:
            fn(
                config,
                *[getattr(options, name, None) for name in positional],
                **{name: getattr(options, name, None) for name in keywords},
            )
        except CommandError as error:
            if options.raiseerr:
                raise
            err(str(error), **config.messaging_opts)

    def _inis_from_config(self, options):
        """The names of pyproject.toml and of the ini file."""
        toml, ini = "pyproject.toml", "alembic.ini"
        variable = os.environ.get("ALEMBIC_CONFIG")
        if variable and os.path.basename(variable) == "pyproject.toml":
            toml = variable
        elif variable:
            ini = variable
        given = {"toml": [], "ini": []}
        for name in options.config or ():
            kind = "toml" if os.path.basename(name) == "pyproject.toml" else "ini"
            given[kind].append(name)
        if len(given["toml"]) > 1:
            raise CommandError("pyproject.toml indicated more than once")
        if len(given["ini"]) > 1:
            raise CommandError("only one ini file may be indicated")
        return (given["toml"] or [toml])[0], (given["ini"] or [ini])[0]

    def main(self, argv=None):
        """Carries out a command line."""
        options = self.parser.parse_args(argv)
        if not hasattr(options, "cmd"):
            self.parser.error("too few arguments")
        toml, ini = self._inis_from_config(options)
        config = Config(file_=ini, toml_file=toml, ini_section=options.name, cmd_opts=options)
        self.run_cmd(config, options)


def _first_words(doc):
    """A docstring's first paragraph in one line."""
    paragraph = (doc or "").split("\n\n")[0]
    return " ".join(line.strip() for line in paragraph.split("\n")).strip()


def main(argv=None, prog=None, **kwargs):
    """Carries out a command line; the process's own by default."""
    CommandLine(prog=prog).main(argv=argv)
