"""Running coroutines that wait for nothing."""


def await_only(awaitable):
    """What the awaitable returns. Called where a driver would be waited for;
    here nothing waits, so the coroutine runs through at once."""
    iterator = awaitable.__await__()
    try:
        next(iterator)
    except StopIteration as done:
        return done.value
    from ..exc import MissingGreenlet

    raise MissingGreenlet(
        "greenlet_spawn has not been called; can't call await_only() here. Was IO "
        "attempted in an unexpected place?"
    )


await_fallback = await_only


async def greenlet_spawn(fn, *args, _require_await=False, **kw):
    return fn(*args, **kw)
