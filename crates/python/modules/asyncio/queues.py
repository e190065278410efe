"""Names of `asyncio` by the module that has them elsewhere."""

from asyncio.locks import Queue, LifoQueue, PriorityQueue, QueueEmpty, QueueFull
