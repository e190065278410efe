import asyncio

from sqlalchemy.ext.asyncio import AsyncConnection, async_engine_from_config, create_async_engine


async def main():
    engine = async_engine_from_config({"sqlalchemy.url": "sqlite+aiosqlite://"}, prefix="sqlalchemy.")
    async with engine.connect() as connection:
        print(isinstance(connection, AsyncConnection))
        print(await connection.run_sync(lambda sync: sync.execute(sa.text("select 1")).scalar()))
        await connection.execute(sa.text("create table t (a int)"))
        await connection.execute(sa.text("insert into t values (:a)"), [{"a": 1}, {"a": 2}])
        await connection.commit()
        print((await connection.execute(sa.text("select a from t"))).all())
        print(await connection.scalar(sa.text("select max(a) from t")))
    await engine.dispose()
    other = create_async_engine("sqlite+aiosqlite://")
    async with other.begin() as connection:
        await connection.run_sync(lambda sync: print(sync.dialect.name, sync.in_transaction()))
    await other.dispose()


asyncio.run(main())
