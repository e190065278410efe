"""The modules that env.py files and revision scripts import."""

__version__ = "1.20.1"
