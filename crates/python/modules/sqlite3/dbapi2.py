"""The driver by the module that has it elsewhere."""

from sqlite3 import *  # noqa: F401,F403
from sqlite3 import connect  # noqa: F401
