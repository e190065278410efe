# databases: postgresql
# kinds: remove_index remove_constraint replace_enum add_index add_constraint
# alembic: remove_index add_index

import sqlalchemy as sa


def table(metadata, moods, default, named):
    mood = sa.Enum(*moods, name="mood", metadata=metadata)
    sa.Table(
        "p",
        metadata,
        sa.Column("mood", mood, primary_key=True),
    )
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("mood", mood, server_default=default),
        sa.Column("moods", sa.ARRAY(mood)),
        sa.Column("other", mood, sa.ForeignKey("p.mood", name="fk_t_p")),
        sa.CheckConstraint("mood <> other", name="ck_different"),
        sa.CheckConstraint("mood IS NOT NULL OR other = 'ok'", name="ck_kept"),
        sa.CheckConstraint(f"mood <> '{named}'", name="ck_mood"),
        sa.Index("ix_kept", "mood", postgresql_where=sa.text("other = 'ok'")),
        sa.Index(f"ix_{named}", "id", postgresql_where=sa.text(f"mood = '{named}'")),
    )


def before(metadata):
    table(metadata, ["sad", "ok", "joy"], "sad", "sad")


def after(metadata):
    table(metadata, ["joy", "ok", "new"], "new", "new")
