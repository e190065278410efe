"""The environment of the command that is being run, for env.py."""

from .runtime.environment import EnvironmentContext

EnvironmentContext.create_module_class_proxy(globals())
