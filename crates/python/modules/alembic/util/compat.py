"""What differs between versions of Python."""

import os
import sys

is_posix = os.name == "posix"
py313 = sys.version_info >= (3, 13)
py312 = sys.version_info >= (3, 12)
py311 = sys.version_info >= (3, 11)


def importlib_metadata_get(group):
    """The entry points of a group."""
    from importlib.metadata import entry_points

    return entry_points(group=group)


def read_config_parser(file_config, file_argument):
    """Reads files into a `ConfigParser`; gives those that there are."""
    return file_config.read(file_argument, encoding="locale")
