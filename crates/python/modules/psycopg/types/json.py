"""JSON values."""


class _Wrapper:
    def __init__(self, obj, dumps=None):
        self.obj = obj
        self.dumps = dumps


class Json(_Wrapper):
    pass


class Jsonb(_Wrapper):
    pass
