"""Names of `asyncio` by the module that has them elsewhere."""

from asyncio import AbstractEventLoop, AbstractEventLoopPolicy, get_event_loop, get_running_loop, new_event_loop, set_event_loop, get_event_loop_policy, set_event_loop_policy, _get_running_loop
