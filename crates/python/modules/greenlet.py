"""Stand-in for the driver dependency of that name: nothing here suspends."""


class GreenletExit(BaseException):
    pass


class error(Exception):
    pass


def getcurrent():
    raise error("greenlets are not supported")
