from datetime import datetime
from typing import Annotated

from sqlalchemy import DateTime, MetaData, func
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

key = Annotated[int, mapped_column(primary_key=True)]
instant = Annotated[datetime, mapped_column(DateTime(timezone=True), server_default=func.now())]


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention={"ix": "%(column_0_label)s_idx", "fk": "%(table_name)s_%(column_0_name)s_fkey"})
    type_annotation_map = {datetime: DateTime(timezone=True)}

    id: Mapped[key]

    @declared_attr.directive
    @classmethod
    def __tablename__(cls) -> str:
        return cls.__name__.lower() + "s"


class Created:
    created: Mapped[instant]
