"""Many tenants: a schema that is translated, an abstract base for each kind."""

from datetime import datetime

from sqlalchemy import Boolean, Column, DateTime, Enum, ForeignKey, Integer, MetaData, String, Table, UniqueConstraint, func
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column, relationship


class Base(DeclarativeBase):
    metadata = MetaData()


class Shared(Base):
    __abstract__ = True
    __table_args__ = {"schema": "shared"}


class Tenanted(Base):
    __abstract__ = True

    @declared_attr.directive
    def __table_args__(cls):
        return {"schema": "tenant"}

    tenant_id: Mapped[int] = mapped_column(ForeignKey("shared.tenant.id"), sort_order=-1, index=True)


class Audited:
    @declared_attr
    def created_by(cls) -> Mapped[int | None]:
        return mapped_column(ForeignKey("shared.login.id"))

    created_at: Mapped[datetime] = mapped_column(server_default=func.now())


class Tenant(Shared):
    __tablename__ = "tenant"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(40), unique=True)
    schema: Mapped[str] = mapped_column(String(63))


class Login(Shared):
    __tablename__ = "login"
    __table_args__ = (UniqueConstraint("name", "tenant_id"), {"schema": "shared"})

    id: Mapped[int] = mapped_column(primary_key=True)
    tenant_id: Mapped[int | None] = mapped_column(ForeignKey(Tenant.id))
    name: Mapped[str] = mapped_column(String(40))
    role: Mapped[str] = mapped_column(Enum("admin", "user", name="role", schema="shared"))

    groups = relationship("Group", secondary="shared.login_group")


class Group(Shared):
    __tablename__ = "group"

    id: Mapped[int] = mapped_column(primary_key=True)


login_group = Table(
    "login_group",
    Base.metadata,
    Column("login_id", ForeignKey("shared.login.id"), primary_key=True),
    Column("group_id", ForeignKey("shared.group.id"), primary_key=True),
    schema="shared",
)


class Contract(Audited, Tenanted):
    __tablename__ = "contract"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(20), unique=True)
    signed: Mapped[bool] = mapped_column(Boolean, default=False)


class Attachment(Audited, Tenanted):
    __tablename__ = "attachment"

    id: Mapped[int] = mapped_column(primary_key=True)
    contract_id: Mapped[int] = mapped_column(ForeignKey("tenant.contract.id"))
    path: Mapped[str]
