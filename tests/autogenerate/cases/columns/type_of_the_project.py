# kinds: add_column modify_type

import sqlalchemy as sa


class Money(sa.TypeDecorator):
    impl = sa.Numeric
    cache_ok = True

    def __init__(self, digits=2):
        super().__init__(12, digits)
        self.digits = digits

    def __repr__(self):
        return f"Money({self.digits})"


def before(metadata):
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a", sa.Integer),
    )


def after(metadata):
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a", Money(4)),
        sa.Column("b", Money()),
    )
