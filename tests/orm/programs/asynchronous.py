"""Sessions of asynchronous programs."""

import asyncio
import os

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncAttrs, AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship, selectinload

url = os.environ["DATABASE_URL"].replace("sqlite://", "sqlite+aiosqlite://").replace("+psycopg", "+asyncpg")


class Base(AsyncAttrs, DeclarativeBase):
    pass


class Team(Base):
    __tablename__ = "teams"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    players: Mapped[list["Player"]] = relationship(back_populates="team", order_by="Player.id")


class Player(Base):
    __tablename__ = "players"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    team_id: Mapped[int] = mapped_column(sa.ForeignKey("teams.id"))
    team: Mapped[Team] = relationship(back_populates="players")


async def main():
    engine = create_async_engine(url)
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    maker = async_sessionmaker(engine, expire_on_commit=False)
    async with maker() as session:
        async with session.begin():
            session.add(Team(name="north", players=[Player(name="ann"), Player(name="bob")]))
        team = (await session.execute(sa.select(Team).options(selectinload(Team.players)))).scalar_one()
        print(team.name, [player.name for player in team.players])
        team.name = "far north"
        await session.commit()
    async with AsyncSession(engine) as session:
        players = (await session.scalars(sa.select(Player).order_by(Player.id))).all()
        print([player.name for player in players], (await players[0].awaitable_attrs.team).name)
        print(await session.scalar(sa.select(sa.func.count(Player.id))), (await session.get(Team, 1)).name)
        async with session.begin_nested():
            await session.execute(sa.update(Player).where(Player.name == "ann").values(name="anna"))
        await session.commit()
        await session.refresh(players[0])
        print(players[0].name, players[0] in session)
        await session.delete(players[1])
        await session.flush()
        await session.rollback()
        print(await session.run_sync(lambda sync: sync.query(Player).count()))
        result = await session.stream(sa.select(Player.name).order_by(Player.id))
        print([row async for row in result])
        print((await session.execute(sa.text("SELECT 1"))).scalar())
    async with maker.begin() as session:
        session.add(Team(name="south"))
    async with maker() as session:
        print((await session.scalars(sa.select(Team.name).order_by(Team.id))).all())
    await engine.dispose()


asyncio.run(main())
