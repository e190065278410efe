"""Where projects register renderers of their own."""

from ..util.langhelpers import Dispatcher
from .api import _unavailable

renderers = Dispatcher()


def render_op_text(autogen_context, op):
    raise _unavailable("render_op_text")
