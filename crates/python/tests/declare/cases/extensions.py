# case: sqlmodel
import sqlmodel
from sqlmodel.sql.sqltypes import AutoString
types = [AutoString(), AutoString(length=20), sqlmodel.sql.sqltypes.AutoString(7)]
# case: types within sqlmodel's module
from sqlmodel.sql import sqltypes
types = [sqltypes.types.Uuid()]
# case: sqlalchemy_utils
import sqlalchemy_utils
from sqlalchemy_utils import UUIDType, TSVectorType, IPAddressType, EmailType, JSONType, ArrowType, URLType, ScalarListType
from sqlalchemy_utils.types.encrypted.encrypted_type import StringEncryptedType, AesEngine
from sqlalchemy_utils.types.ts_vector import TSVectorType as Again
from sqlalchemy_utils.types.uuid import UUIDType as AgainUUID
types = [
    sa.ARRAY(UUIDType()), EmailType(), EmailType(length=80), JSONType(), URLType(), ScalarListType(),
    TSVectorType("a", "b"), Again(), IPAddressType(), IPAddressType(max_length=60),
    StringEncryptedType(), StringEncryptedType(sa.String, "key", AesEngine, "pkcs5", length=255),
    sqlalchemy_utils.types.encrypted.encrypted_type.EncryptedType(sa.String, "k"), sqlalchemy_utils.CountryType.impl,
]
sa.Table("t", metadata, sa.Column("a", UUIDType()), sa.Column("b", UUIDType(binary=False)), sa.Column("c", AgainUUID(native=False)))
# case: pgvector
from pgvector.sqlalchemy import Vector, HALFVEC
types = [Vector(), Vector(3), HALFVEC(4)]
# case: citext
from citext import CIText
types = [CIText()]
# case: fastapi_users
from fastapi_users_db_sqlalchemy.generics import GUID, TIMESTAMPAware
sa.Table("t", metadata, sa.Column("id", GUID(), primary_key=True), sa.Column("at", TIMESTAMPAware(timezone=True), nullable=False))
# case: tables of fastapi_users
from fastapi_users_db_sqlalchemy import SQLAlchemyBaseUserTableUUID, SQLAlchemyBaseOAuthAccountTableUUID
from sqlalchemy.orm import DeclarativeBase
class Base(DeclarativeBase):
    pass
class User(SQLAlchemyBaseUserTableUUID, Base):
    pass
class Account(SQLAlchemyBaseOAuthAccountTableUUID, Base):
    pass
# case: geoalchemy2
from geoalchemy2.types import Geometry, Geography
types = [Geometry(), Geometry("POINT", srid=4326), Geometry(geometry_type="POLYGON", srid=4326, spatial_index=False), Geography("point"), Geometry(None)]
