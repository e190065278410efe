"""Flask without an application: what a script gets of it outside of one."""

_OUTSIDE = """Working outside of application context.

This typically means that you attempted to use functionality that needed
the current application. To solve this, set up an application context
with app.app_context(). See the documentation for more information."""
_OUTSIDE_REQUEST = """Working outside of request context.

This typically means that you attempted to use functionality that needed
an active HTTP request. Consult the documentation on testing for
information about how to avoid this problem."""


class _Proxy:
    """Stands for what there is only while an application runs."""

    def __init__(self, message):
        object.__setattr__(self, "_message", message)

    def _get_current_object(self):
        raise RuntimeError(self._message)

    def __getattr__(self, name):
        raise RuntimeError(self._message)

    def __setattr__(self, name, value):
        raise RuntimeError(self._message)

    def __getitem__(self, name):
        raise RuntimeError(self._message)

    def __call__(self, *args, **kwargs):
        raise RuntimeError(self._message)

    def __bool__(self):
        return False

    def __repr__(self):
        return "<LocalProxy unbound>"


current_app = _Proxy(_OUTSIDE)
g = _Proxy(_OUTSIDE)
request = _Proxy(_OUTSIDE_REQUEST)
session = _Proxy(_OUTSIDE_REQUEST)


def has_app_context():
    return False


def has_request_context():
    return False
