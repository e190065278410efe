"""What `${value | name}` may call."""


def _replace(text, table):
    for character, entity in table:
        text = text.replace(character, entity)
    return text


_XML = (("&", "&amp;"), (">", "&gt;"), ("<", "&lt;"), ('"', "&#34;"), ("'", "&#39;"))


def xml_escape(string):
    return _replace(string, _XML)


def html_escape(string):
    if hasattr(string, "__html__"):
        return string.__html__()
    return _replace(str(string), _XML)


def url_escape(string):
    from urllib.parse import quote_plus

    return quote_plus(string.encode("utf8"))


def trim(string):
    return string.strip()


def html_entities_escape(text):
    from html.entities import codepoint2name

    return str(text).translate({code: "&%s;" % name for code, name in codepoint2name.items()})


class _Decode:
    def __getattr__(self, encoding):
        def decode(value):
            if isinstance(value, str):
                return value
            if not isinstance(value, bytes):
                return str(value)
            return str(value, encoding=encoding)

        return decode


decode = _Decode()
