"""Texts and bytes."""


def safe_decode(text, incoming=None, errors="strict"):
    if not isinstance(text, (str, bytes)):
        raise TypeError("%s can't be decoded" % type(text))
    if isinstance(text, str):
        return text
    try:
        return text.decode(incoming or "utf-8", errors)
    except UnicodeDecodeError:
        return text.decode("utf-8", errors)


def safe_encode(text, incoming=None, encoding="utf-8", errors="strict"):
    if not isinstance(text, (str, bytes)):
        raise TypeError("%s can't be encoded" % type(text))
    return safe_decode(text, incoming, errors).encode(encoding, errors)


def to_utf8(text):
    return safe_encode(text)


def exception_to_unicode(exc):
    return str(exc)
