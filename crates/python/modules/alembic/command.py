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


def list_templates(config):
    _limbeck_command.run(config, "list_templates")


def init(config, directory, template="generic", package=False):
    _limbeck_command.run(config, "init", directory=str(directory), template=template, package=package)


def edit(config, rev):
    _limbeck_command.run(config, "edit", rev=rev)


def check(config):
    _limbeck_command.run(config, "check")


# What `revision()` was given, for as long as it runs.
_process_revision_directives = None


def revision(
    config,
    message=None,
    autogenerate=False,
    sql=False,
    head="head",
    splice=False,
    branch_label=None,
    version_path=None,
    rev_id=None,
    depends_on=None,
    process_revision_directives=None,
):
    from .util.langhelpers import to_list

    global _process_revision_directives
    _process_revision_directives = process_revision_directives
    try:
        made = _limbeck_command.run(
            config,
            "revision",
            message=message,
            autogenerate=autogenerate,
            sql=sql,
            head=to_list(head, []),
            splice=bool(splice),
            branch_label=to_list(branch_label, []),
            version_path=None if version_path is None else str(version_path),
            rev_id=rev_id,
            depends_on=to_list(depends_on, []),
        )
    finally:
        _process_revision_directives = None
    scripts = _scripts(config, made)
    return scripts[0] if len(scripts) == 1 else scripts


def merge(config, revisions, message=None, branch_label=None, rev_id=None, splice=False):
    from .util.langhelpers import to_list

    made = _limbeck_command.run(
        config,
        "merge",
        revisions=to_list(revisions),
        message=message,
        branch_label=to_list(branch_label, []),
        rev_id=rev_id,
        splice=splice,
    )
    return _scripts(config, made)[0]


def _scripts(config, revisions):
    """The revisions that a command has written; `None` stays `None`."""
    from .script import ScriptDirectory

    directory = ScriptDirectory.from_config(config)
    return [None if made is None else directory.get_revision(made) for made in revisions]
