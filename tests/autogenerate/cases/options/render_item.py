# kinds: add_column add_column

import sqlalchemy as sa


class Point(sa.types.UserDefinedType):
    cache_ok = True

    def get_col_spec(self, **kw):
        return "TEXT"


def render(type_, object, autogen_context):
    if type_ == "type" and isinstance(object, Point):
        autogen_context.imports.add("from models import Point")
        return "Point()"
    return False


def before(metadata):
    sa.Table("t", metadata, sa.Column("id", sa.Integer, primary_key=True))


def after(metadata):
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("p", Point()),
        sa.Column("a", sa.Text),
    )


OPTIONS = dict(render_item=render)
