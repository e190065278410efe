# kinds: add_table

import sqlalchemy as sa


def rename(context, revision, directives):
    directives[0].rev_id = "renamed"
    directives[0].message = "another message"


def before(metadata):
    pass


def after(metadata):
    sa.Table("t", metadata, sa.Column("id", sa.Integer, primary_key=True))


OPTIONS = dict(process_revision_directives=rename)
