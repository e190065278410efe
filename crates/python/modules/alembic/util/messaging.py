def format_as_comma(value):
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if hasattr(value, "__iter__"):
        return ", ".join(value)
    raise ValueError("Don't know how to comma-format %r" % value)


def write_outstream(stream, *text, quiet=False):
    if not quiet:
        for part in text:
            stream.write(part)


def _width():
    """The terminal's width; `None` where there is no terminal."""
    import os

    try:
        return os.get_terminal_size(0).columns
    except (OSError, AttributeError, ValueError):
        return None


def msg(message, newline=True, flush=False, quiet=False):
    import sys

    if quiet:
        return
    width = _width()
    if width is None:
        lines = [message]
    else:
        import textwrap

        lines = textwrap.wrap(message, width, initial_indent="  ", subsequent_indent="  ")
    write_outstream(sys.stdout, "\n".join(lines), "\n" if newline else "")
    if flush:
        sys.stdout.flush()


class status:
    """Tells that something is being done, and whether it succeeded."""

    def __init__(self, status_msg, newline=False, quiet=False):
        self.message = status_msg
        self.newline = newline
        self.quiet = quiet

    def __enter__(self):
        msg(self.message + " ...", newline=self.newline, flush=True, quiet=self.quiet)

    def __exit__(self, type_, value, traceback):
        import sys

        end = "  done\n" if type_ is None else "  FAILED\n"
        write_outstream(sys.stdout, end, quiet=self.quiet)


def err(message, quiet=False):
    import logging
    import sys

    logging.getLogger(__name__).error(message)
    msg(f"FAILED: {message}", quiet=quiet)
    sys.exit(-1)


def warn(message, stacklevel=2):
    import warnings

    warnings.warn(message, UserWarning, stacklevel=stacklevel)


def warn_deprecated(message, stacklevel=2):
    import warnings

    warnings.warn(message, DeprecationWarning, stacklevel=stacklevel)


def obfuscate_url_pw(url):
    from sqlalchemy.engine import make_url

    return make_url(url).render_as_string(hide_password=True)
