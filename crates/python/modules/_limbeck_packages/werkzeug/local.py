"""Objects that stand for others."""


class LocalProxy:
    """Does to what a function returns whatever is done to it."""

    def __init__(self, local, name=None, *, unbound_message=None):
        object.__setattr__(self, "_get", local if callable(local) else lambda: local)

    def _get_current_object(self):
        return self._get()

    def __getattr__(self, name):
        return getattr(self._get(), name)

    def __setattr__(self, name, value):
        setattr(self._get(), name, value)

    def __getitem__(self, key):
        return self._get()[key]

    def __call__(self, *args, **kwargs):
        return self._get()(*args, **kwargs)

    def __iter__(self):
        return iter(self._get())

    def __bool__(self):
        return bool(self._get())

    def __repr__(self):
        return repr(self._get())
