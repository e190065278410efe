"""The exceptions by the module that has them elsewhere."""

from pymysql import *  # noqa: F401,F403
