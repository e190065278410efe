# kinds: add_table add_index add_column add_index add_fk

import sqlalchemy as sa


def before(metadata):
    sa.Table("UserAccount", metadata, sa.Column("Id", sa.Integer, primary_key=True))


def after(metadata):
    sa.Table(
        "UserAccount",
        metadata,
        sa.Column("Id", sa.Integer, primary_key=True),
        sa.Column("bossId", sa.Integer),
        sa.ForeignKeyConstraint(["bossId"], ["UserAccount.Id"], name="FK_Boss"),
        sa.Index("IX_Boss", "bossId"),
    )
    sa.Table(
        "Größe",
        metadata,
        sa.Column("Id", sa.Integer, primary_key=True),
        sa.Column("Länge", sa.Integer),
        sa.Index("IX_Länge", "Länge"),
    )
