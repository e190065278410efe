"""Texts as people write them in configurations."""

import re
import unicodedata

TRUE_STRINGS = ("1", "t", "true", "on", "y", "yes")
FALSE_STRINGS = ("0", "f", "false", "off", "n", "no")

_SECRETS = "|".join(
    """adminPass admin_pass password admin_password auth_token new_pass auth_password
    secret_uuid secret sys_pswd token configdrive encrypted_key private_key client_secret
    db_password""".split()
)
_PATTERNS = (
    r"""((?:%s)[\w]*\s*[=:]\s*["'])[^"']*(["'])""",
    r"""(["'](?:[\w-]*)(?:%s)["']\s*[:=]\s*u?["'])[^"']*(["'])""",
    r"""(<(?:%s)>)[^<]*(</)""",
    r"""((?:%s)\s*[=]\s*)[^\s"'&]+()""",
)


def int_from_bool_as_string(subject):
    return int(bool_from_string(subject))


def bool_from_string(subject, strict=False, default=False):
    if isinstance(subject, bool):
        return subject
    lowered = str(subject).strip().lower()
    if lowered in TRUE_STRINGS:
        return True
    if lowered in FALSE_STRINGS:
        return False
    if strict:
        acceptable = ", ".join("'%s'" % text for text in sorted(TRUE_STRINGS + FALSE_STRINGS))
        raise ValueError(
            "Unrecognized value '%s', acceptable values are: %s" % (subject, acceptable)
        )
    return default


def is_valid_boolstr(value):
    return str(value).lower() in TRUE_STRINGS + FALSE_STRINGS


def is_int_like(val):
    try:
        return str(int(val)) == str(val)
    except (TypeError, ValueError):
        return False


def split_by_commas(value):
    return [part.strip().strip('"') for part in re.findall(r'"[^"]*"|[^,]+', value)]


def to_slug(value, incoming=None, errors="strict"):
    if isinstance(value, bytes):
        value = value.decode(incoming or "utf-8", errors)
    value = unicodedata.normalize("NFKD", value).encode("ascii", "ignore").decode("ascii")
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", value).strip().lower())


def mask_password(message, secret="***"):
    message = str(message)
    for pattern in _PATTERNS:
        message = re.sub(pattern % _SECRETS, r"\g<1>%s\g<2>" % secret, message, flags=re.I)
    return message


def check_string_length(value, name=None, min_length=0, max_length=None):
    name = name or value
    if not isinstance(value, str):
        raise TypeError("%s is not a string or unicode" % name)
    if len(value) < min_length:
        raise ValueError(
            "%s has %d characters, less than %d." % (name, len(value), min_length)
        )
    if max_length and len(value) > max_length:
        raise ValueError("%s has %d characters, more than %d." % (name, len(value), max_length))
