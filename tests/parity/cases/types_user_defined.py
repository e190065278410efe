# dialects: postgresql sqlite mysql mariadb

class Vector(sa.types.UserDefinedType):
    def __init__(self, dimensions):
        self.dimensions = dimensions

    def get_col_spec(self, **kw):
        return "VECTOR(%d)" % self.dimensions


def upgrade():
    op.create_table('t', sa.Column('a', Vector(3)))


def downgrade():
    pass
