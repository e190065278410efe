from .runtime.environment import *  # noqa
from .runtime.environment import EnvironmentContext
