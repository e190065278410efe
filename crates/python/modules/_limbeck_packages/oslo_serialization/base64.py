"""Base64 of texts and bytes."""

import base64 as _base64


def _bytes(given, encoding):
    return given.encode(encoding) if isinstance(given, str) else given


def encode_as_bytes(s, encoding="utf-8"):
    return _base64.b64encode(_bytes(s, encoding))


def encode_as_text(s, encoding="utf-8"):
    return encode_as_bytes(s, encoding).decode("latin1")


def decode_as_bytes(encoded, encoding="utf-8"):
    return _base64.b64decode(_bytes(encoded, encoding))


def decode_as_text(encoded, encoding="utf-8"):
    return decode_as_bytes(encoded, encoding).decode(encoding)
