"""Templates: the part of Mako that a template itself can see."""

__version__ = "1.4.3"
