"""Types of PostGIS."""

from .types import Geography, Geometry, Raster
