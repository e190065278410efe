# kinds: add_table

import sqlalchemy as sa


def keep(object, name, type_, reflected, compare_to):
    """Tables that no model names are left alone."""
    return not (type_ == "table" and reflected and compare_to is None)


def before(metadata):
    sa.Table("foreign", metadata, sa.Column("id", sa.Integer, primary_key=True))


def after(metadata):
    sa.Table("own", metadata, sa.Column("id", sa.Integer, primary_key=True))


OPTIONS = dict(include_object=keep)
