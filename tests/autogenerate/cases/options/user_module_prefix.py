# kinds: add_column

import sqlalchemy as sa

OPTIONS = dict(user_module_prefix="sa.")


class Text(sa.types.UserDefinedType):
    cache_ok = True

    def get_col_spec(self, **kw):
        return "TEXT"


def before(metadata):
    sa.Table("t", metadata, sa.Column("id", sa.Integer, primary_key=True))


def after(metadata):
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a", Text()),
    )
