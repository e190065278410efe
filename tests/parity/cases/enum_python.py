# dialects: postgresql sqlite mysql mariadb

import enum


class Colour(enum.Enum):
    RED = 'r'
    GREEN = 'g'


def upgrade():
    op.create_table('t', sa.Column('s', sa.Enum(Colour)), sa.Column('u', sa.Enum(Colour, name='by_value', values_callable=lambda e: [m.value for m in e])))


def downgrade():
    pass
