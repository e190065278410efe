"""The commands, called from Python."""

import _limbeck_command


def upgrade(config, revision, sql=False, tag=None):
    _limbeck_command.run(config, "upgrade", revision=revision, sql=sql, tag=tag)


def downgrade(config, revision, sql=False, tag=None):
    _limbeck_command.run(config, "downgrade", revision=revision, sql=sql, tag=tag)


def current(config, check_heads=False, verbose=False):
    _limbeck_command.run(config, "current", check_heads=check_heads, verbose=verbose)


def stamp(config, revision, sql=False, tag=None, purge=False):
    from .util.langhelpers import to_list

    _limbeck_command.run(config, "stamp", revisions=to_list(revision), sql=sql, tag=tag, purge=purge)


def ensure_version(config, sql=False):
    _limbeck_command.run(config, "ensure_version", sql=sql)


def heads(config, verbose=False, resolve_dependencies=False):
    _limbeck_command.run(config, "heads", verbose=verbose, resolve_dependencies=resolve_dependencies)


def branches(config, verbose=False):
    _limbeck_command.run(config, "branches", verbose=verbose)


def history(config, rev_range=None, verbose=False, indicate_current=False):
    _limbeck_command.run(
        config, "history", rev_range=rev_range, verbose=verbose, indicate_current=indicate_current
    )


def show(config, rev):
    _limbeck_command.run(config, "show", rev=rev)
