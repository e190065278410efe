"""The modules that env.py files and revision scripts import."""

__version__ = "1.20.1"


def __getattr__(name):
    # `import alembic` alone gives these too; most scripts name what they use.
    if name in ("context", "op"):
        import importlib

        return importlib.import_module("." + name, __name__)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
