"""Names of `asyncio` by the module that has them elsewhere."""

from asyncio import Task, all_tasks, create_task, current_task, ensure_future, gather, shield, sleep, wait, wait_for
