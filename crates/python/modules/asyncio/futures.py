"""Names of `asyncio` by the module that has them elsewhere."""

from asyncio import Future, isfuture, wrap_future
