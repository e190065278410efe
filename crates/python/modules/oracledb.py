"""Stand-in for the driver of that name."""

from _limbeck_driver import apilevel, connector, exceptions, threadsafety

paramstyle = "named"
globals().update(exceptions(__name__))
connect = connector(__name__)
