from .api import AutogenContext, RevisionContext, compare_metadata, produce_migrations, render_python_code
from .compare import comparators
from .render import render_op_text, renderers
from .rewriter import Rewriter
