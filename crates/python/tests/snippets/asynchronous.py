import asyncio, threading
async def a(n):
    await asyncio.sleep(0.01*n); print("a", n); return n
async def fail(): raise ValueError("x")
async def main():
    print(await asyncio.gather(a(2), a(1)))
    t = asyncio.create_task(a(1)); print(t.done()); print(await t)
    try: await asyncio.wait_for(asyncio.sleep(1), 0.01)
    except asyncio.TimeoutError as e: print("timeout", type(e))
    print(await asyncio.gather(fail(), a(1), return_exceptions=True))
    lock = asyncio.Lock()
    async def use(n):
        async with lock:
            await asyncio.sleep(0.001); print("locked", n)
    async with asyncio.TaskGroup() as g:
        g.create_task(use(1)); g.create_task(use(2))
    q = asyncio.Queue()
    async def produce():
        for i in range(3): await q.put(i)
    p = asyncio.create_task(produce())
    print([await q.get() for _ in range(3)])
    try:
        async with asyncio.timeout(0.01): await asyncio.sleep(5)
    except TimeoutError: print("timed out")
    print(await asyncio.to_thread(len, "abc"))
    async def agen():
        for i in range(2): yield i
    print([x async for x in agen()])
    loop = asyncio.get_running_loop()
    print(await loop.run_in_executor(None, lambda: 5))
asyncio.run(main())
loop = asyncio.new_event_loop()
print(loop.run_until_complete(a(0)))
try: asyncio.run(fail())
except ValueError as e: print("ValueError", e)
try: asyncio.run(5)
except ValueError as e: print(e)
print(asyncio.iscoroutinefunction(main), asyncio.iscoroutinefunction(print))
async def forever():
    await asyncio.get_running_loop().create_future()
async def m2():
    t = asyncio.create_task(forever()); await asyncio.sleep(0); t.cancel()
    try: await t
    except asyncio.CancelledError: print("cancelled")
asyncio.run(m2())
t = threading.Thread(target=lambda: print("in", threading.current_thread().name), name="T"); t.start(); t.join()
with threading.Lock(): pass
l = threading.local(); l.x = 1; print(l.x)
from concurrent.futures import ThreadPoolExecutor
with ThreadPoolExecutor(max_workers=3) as e: print(list(e.map(lambda x: x*2, [1,2])), e.submit(len, "ab").result())
