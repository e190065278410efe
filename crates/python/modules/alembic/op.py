"""The directives: functions that act on the migration that is being run."""

from .operations import Operations

Operations.create_module_class_proxy(globals())
