"""Types of PostGIS."""

from sqlalchemy.exc import ArgumentError
from sqlalchemy.types import UserDefinedType


class _GISType(UserDefinedType):
    name = None
    from_text = None
    cache_ok = False
    # The type makes an index along with the table that it is in.
    _schema_event = True

    def __init__(
        self,
        geometry_type="GEOMETRY",
        srid=-1,
        dimension=None,
        spatial_index=True,
        use_N_D_index=False,
        use_typmod=None,
        from_text=None,
        name=None,
        nullable=True,
        _spatial_index_reflected=None,
    ):
        try:
            self.srid = int(-1 if srid is None else srid)
        except (ValueError, TypeError):
            raise ArgumentError("srid must be convertible to an integer") from None
        if dimension not in (None, 2, 3, 4):
            raise ValueError("dimension must be one of [None, 2, 3, 4] but got %s" % dimension)
        self.geometry_type = geometry_type.upper() if geometry_type else geometry_type
        if self.geometry_type:
            if self.geometry_type.endswith("ZM"):
                dimension = 4
            elif self.geometry_type[-1] in "ZM":
                dimension = 3
            else:
                dimension = 2
        self.dimension = dimension
        if name is not None:
            self.name = name
        if from_text is not None:
            self.from_text = from_text
        self.spatial_index = spatial_index
        self.use_N_D_index = use_N_D_index
        self.use_typmod = use_typmod
        self.nullable = nullable

    def get_col_spec(self, **kw):
        if not self.geometry_type:
            return self.name
        return "%s(%s,%d)" % (self.name, self.geometry_type, self.srid)

    def _set_parent_with_dispatch(self, column, outer=False):
        if self.spatial_index:
            column._on_table_attach(self._add_index)

    def _add_index(self, column, table):
        from sqlalchemy.schema import Index

        keywords = {"postgresql_using": "gist"}
        if self.use_N_D_index:
            keywords["postgresql_ops"] = {column.name: "gist_geometry_ops_nd"}
        index = Index(
            "idx_%s_%s" % (table.name, column.name), column.key, _table=table, **keywords
        )
        # ADD COLUMN does not make it.
        index._with_table = True
        index.ddl_if(dialect="postgresql")


class Geometry(_GISType):
    name = "geometry"
    from_text = "ST_GeomFromEWKT"


class Geography(_GISType):
    name = "geography"
    from_text = "ST_GeogFromText"


class Raster(_GISType):
    name = "raster"

    def __init__(self, spatial_index=True, from_text=None, name=None, nullable=True):
        super().__init__(
            geometry_type=None, spatial_index=False, from_text=from_text, name=name, nullable=nullable
        )
