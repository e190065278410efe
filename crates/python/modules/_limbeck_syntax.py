"""Syntax trees that programs build."""


def mend(module):
    """Lets f-strings hold expressions as they are, which the compiler of
    CPython accepts: werkzeug's routes, and so every Flask application, need it."""
    make = module.JoinedStr.__init__
    ready = module.Constant, module.FormattedValue

    def __init__(self, *args, **kw):
        make(self, *args, **kw)
        self.values = [
            value if isinstance(value, ready) else module.FormattedValue(value, -1, None)
            for value in self.values
        ]

    module.JoinedStr.__init__ = __init__
