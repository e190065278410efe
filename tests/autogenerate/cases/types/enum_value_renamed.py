# databases: postgresql
# kinds: rename_enum_value rename_enum_value add_enum_value add_column
# alembic: add_column

import sqlalchemy as sa


def table(metadata, moods, default, check, **info):
    mood = sa.Enum(*moods, name="mood")
    return sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("mood", mood, server_default=default, info=info),
        sa.CheckConstraint(check, name="ck_mood"),
        sa.Index("ix_mood", "id", postgresql_where=sa.text(f"mood = '{default}'")),
    )


def before(metadata):
    table(metadata, ["sad", "it's: ok"], "sad", "mood <> 'it''s: ok'")


def after(metadata):
    changed = table(
        metadata,
        ["blue", "fine", "joy"],
        "blue",
        "mood <> 'fine'",
        renamed_values={"sad": "blue", "it's: ok": "fine"},
    )
    changed.append_column(sa.Column("a", sa.Integer))
