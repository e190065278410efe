"""Texts for addresses: small letters, digits and hyphens."""

import re
import unicodedata
from html.entities import name2codepoint

DEFAULT_SEPARATOR = "-"

# Letters that Unicode does not take apart.
_LETTERS = str.maketrans(
    {
        "ß": "ss", "ẞ": "SS", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ø": "o", "Ø": "O",
        "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th", "ł": "l", "Ł": "L",
        "ı": "i", "ħ": "h", "Ħ": "H", "’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-",
        "…": "...", "€": "EUR", "£": "PS", "©": "(c)", "®": "(r)", "™": "tm",
        "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "zh", "з": "z",
        "и": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r",
        "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh",
        "щ": "shch", "ъ": "'", "ы": "y", "ь": "'", "э": "e", "ю": "iu", "я": "ia",
        "α": "a", "β": "b", "γ": "g", "δ": "d", "ε": "e", "ζ": "z", "η": "e", "θ": "th", "ι": "i",
        "κ": "k", "λ": "l", "μ": "m", "ν": "n", "ξ": "x", "ο": "o", "π": "p", "ρ": "r", "σ": "s",
        "ς": "s", "τ": "t", "υ": "u", "φ": "ph", "χ": "kh", "ψ": "ps", "ω": "o",
    }
)


def _latin(text):
    parts = unicodedata.normalize("NFKD", text).translate(_LETTERS)
    return "".join(
        letter if letter.isascii() else letter.lower().translate(_LETTERS).upper()
        for letter in parts
        if not unicodedata.combining(letter)
    )


def _entity(match):
    return chr(name2codepoint[match.group(1)]) if match.group(1) in name2codepoint else match.group(0)


def smart_truncate(string, max_length=0, word_boundary=False, separator=" ", save_order=False):
    string = string.strip(separator)
    if not max_length or len(string) < max_length:
        return string
    if not word_boundary:
        return string[:max_length].strip(separator)
    if separator not in string:
        return string[:max_length]
    short = ""
    for word in string.split(separator):
        if not word:
            continue
        if len(short) + len(word) < max_length:
            short += word + separator
        elif len(short) + len(word) == max_length:
            short += word
            break
        elif save_order:
            break
    return (short or string[:max_length]).strip(separator)


def slugify(
    text,
    entities=True,
    decimal=True,
    hexadecimal=True,
    max_length=0,
    word_boundary=False,
    separator=DEFAULT_SEPARATOR,
    save_order=False,
    stopwords=(),
    regex_pattern=None,
    lowercase=True,
    replacements=(),
    allow_unicode=False,
):
    for old, new in replacements:
        text = text.replace(old, new)
    text = text.decode("utf-8", "ignore") if isinstance(text, bytes) else str(text)
    text = text.replace("'", "-")
    text = unicodedata.normalize("NFKC", text) if allow_unicode else _latin(text)
    if entities:
        text = re.sub(r"&(%s);" % "|".join(name2codepoint), _entity, text)
    if decimal:
        text = re.sub(r"&#(\d+);", lambda match: chr(int(match.group(1))), text)
    if hexadecimal:
        text = re.sub(r"&#x([\da-fA-F]+);", lambda match: chr(int(match.group(1), 16)), text)
    text = unicodedata.normalize("NFKC", text) if allow_unicode else _latin(text)
    if lowercase:
        text = text.lower()
    text = re.sub("'+", "", text)
    text = re.sub(r"(?<=\d),(?=\d)", "", text)
    kept = regex_pattern or (r"[\W_]+" if allow_unicode else r"[^-a-zA-Z0-9]+")
    text = re.sub(r"-{2,}", "-", re.sub(kept, "-", text)).strip("-")
    if stopwords:
        unwanted = [word.lower() for word in stopwords] if lowercase else stopwords
        text = "-".join(word for word in text.split("-") if word not in unwanted)
    for old, new in replacements:
        text = text.replace(old, new)
    if max_length > 0:
        text = smart_truncate(text, max_length, word_boundary, "-", save_order)
    return text if separator == "-" else text.replace("-", separator)
