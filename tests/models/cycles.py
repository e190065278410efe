"""Tables that point at each other, at themselves, and by `use_alter`."""

from sqlalchemy import Column, ForeignKey, ForeignKeyConstraint, Integer, String, Table, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Base(DeclarativeBase):
    pass


class Department(Base):
    __tablename__ = "department"

    id: Mapped[int] = mapped_column(primary_key=True)
    head_id: Mapped[int | None] = mapped_column(
        ForeignKey("worker.id", use_alter=True, name="department_head")
    )
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"))
    name: Mapped[str]

    head: Mapped["Worker"] = relationship(foreign_keys=head_id, post_update=True)
    parent: Mapped["Department"] = relationship(remote_side=[id])


class Worker(Base):
    __tablename__ = "worker"
    __table_args__ = (
        UniqueConstraint("department_id", "badge"),
        ForeignKeyConstraint(
            ["mentor_department", "mentor_badge"],
            ["worker.department_id", "worker.badge"],
            name="worker_mentor",
            deferrable=True,
            initially="DEFERRED",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("department.id"))
    badge: Mapped[str] = mapped_column(String(10))
    mentor_department: Mapped[int | None]
    mentor_badge: Mapped[str | None] = mapped_column(String(10))


knows = Table(
    "knows",
    Base.metadata,
    Column("left_id", ForeignKey("worker.id"), primary_key=True),
    Column("right_id", ForeignKey("worker.id"), primary_key=True),
    Column("since", Integer),
)


class Task(Base):
    __tablename__ = "task"

    id: Mapped[int] = mapped_column(primary_key=True)
    main_step_id: Mapped[int | None] = mapped_column(ForeignKey("step.id", name="task_main_step"))


class Step(Base):
    __tablename__ = "step"

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("task.id", name="step_task"))
    after_id = Column(Integer, ForeignKey(id))
