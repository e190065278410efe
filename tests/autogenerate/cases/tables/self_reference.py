# kinds: add_table

import sqlalchemy as sa


def before(metadata):
    pass


def after(metadata):
    sa.Table(
        "node",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "parent_id", sa.Integer, sa.ForeignKey("node.id", name="fk_node_parent")
        ),
    )
