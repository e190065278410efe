"""A template, translated and ready to be rendered."""

import builtins

from mako import exceptions, filters, runtime

_RESERVED = ("context", "loop", "UNDEFINED", "STOP_RENDERING")


class Template:
    def __init__(self, text=None, filename=None):
        from _limbeck_mako import translate

        if text is None:
            with open(filename, encoding="utf-8") as file:
                text = file.read()
        self.filename = None if filename is None else str(filename)
        self.uri = self.filename or "memory:%s" % hex(id(self))
        self.source = text
        python, self._lines, self._exports = translate(text, self.filename)
        self._python = python
        self._module_name = self.filename or "template"
        self._code = compile(python, self._module_name, "exec")

    def render(self, **data):
        return self._render(data)

    render_unicode = render

    def _render(self, data):
        wrong = [name for name in _RESERVED if name in data]
        if wrong:
            raise exceptions.NameConflictError(
                "Reserved words passed to render(): %s" % ", ".join(wrong))
        arguments = dict(data)
        context = runtime.Context(self, dict(data))
        names = dict.fromkeys(_referenced(self._code, set()), runtime.UNDEFINED)
        for name in builtins.__dict__:
            names.pop(name, None)
        names.update(context._data)
        names.update(
            context=context, UNDEFINED=runtime.UNDEFINED,
            STOP_RENDERING=runtime.STOP_RENDERING,
            __name__=self._module_name, __M_runtime=runtime, __M_filters=filters)
        itself = runtime.TemplateNamespace(context, self, names)
        for name in ("self", "local"):
            names[name] = context._data[name] = itself
        exec(self._code, names)
        names["__M_body"](**arguments)
        return context._pop_buffer().getvalue()

    def _describe_error(self, error):
        """A traceback whose lines are those of the template."""
        lines = ["\n\nTraceback (most recent call last):"]
        trace = error.__traceback__
        template = self.source.split("\n")
        while trace is not None:
            code = trace.tb_frame.f_code
            if code.co_filename == self._module_name:
                number = self._lines[min(trace.tb_lineno, len(self._lines)) - 1]
                text = template[number - 1].strip() if number <= len(template) else ""
                lines.append('  File "%s", line %d, in %s\n    %s' % (
                    self.filename, number, code.co_name.replace("__M_body", "render_body"), text))
            elif not code.co_filename.startswith("mako."):
                lines.append('  File "%s", line %d, in %s' % (
                    code.co_filename, trace.tb_lineno, code.co_name))
            trace = trace.tb_next
        lines.append("%s: %s\n" % (type(error).__name__, error))
        return "\n".join(lines)


def _referenced(code, names):
    """The names that a code object, or one inside of it, may look up."""
    names.update(code.co_names)
    for constant in code.co_consts:
        if hasattr(constant, "co_names"):
            _referenced(constant, names)
    return names
