# kinds:

import sqlalchemy as sa


def skip(context, revision, directives):
    if context.config.cmd_opts and context.config.cmd_opts.autogenerate:
        script = directives[0]
        if script.upgrade_ops.is_empty():
            directives[:] = []


def before(metadata):
    sa.Table("t", metadata, sa.Column("id", sa.Integer, primary_key=True))


after = before


OPTIONS = dict(process_revision_directives=skip)
