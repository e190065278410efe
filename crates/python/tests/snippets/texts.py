import base64
import binascii
import csv
import hashlib
import io
import json
import re
import shlex
import string
import textwrap
import urllib.parse
import uuid

print(json.dumps({"b": [1, None, True, 1.5, "é\n"], "a": {}}, sort_keys=True, indent=2))
print(json.dumps({"a": 1, "b": [1, 2]}, separators=(",", ":")), json.dumps("é", ensure_ascii=False))
print(json.loads('{"a": [1, 2.5, null, "\\u00e9", true], "b": {"c": "d"}}'))
for text in ("{", '{"a" 1}', "[1,]", "nope", ""):
    try:
        json.loads(text)
    except json.JSONDecodeError as error:
        print(error.msg if text != "[1,]" else "list", error.pos if text != "[1,]" else "")


class Encoder(json.JSONEncoder):
    def default(self, value):
        return str(value) if isinstance(value, uuid.UUID) else super().default(value)


key = uuid.UUID("12345678123456781234567812345678")
print(json.dumps({"k": key}, cls=Encoder), json.dumps([key], default=str))
try:
    json.dumps({1, 2})
except TypeError as error:
    print(error)
print(json.load(io.StringIO("[1]")), json.loads("1", parse_int=str), json.loads('{"a":1}', object_hook=sorted))
print(key, key.hex, key.int, uuid.uuid5(uuid.NAMESPACE_DNS, "a"), uuid.uuid4().version, len(str(uuid.uuid1())))
print(re.sub(r"(\w+) (\w+)", r"\2 \1", "a b c d"), re.findall(r"\d+", "1 22 x3"), re.split(r",\s*", "a, b,c"))
print(re.match(r"(?P<n>[a-z]+)", "abc1").groupdict(), re.search("B", "abc", re.I), re.escape("a.b*c"))
pattern = re.compile(r"""
    ^ (\d{4}) - (\d\d)   # year and month
""", re.VERBOSE | re.IGNORECASE)
print(pattern.match("2026-01").groups(), re.fullmatch("a+", "aab"), re.sub("a", lambda m: m.group().upper(), "banana"))
print(textwrap.dedent("""
    a
      b
    """), textwrap.indent("a\nb", "> "), textwrap.shorten("a long text indeed", 10))
print(string.Template("$a ${b}").substitute(a=1, b=2), string.ascii_lowercase, string.digits)
print(base64.b64encode(b"abc"), base64.b64decode("YWJj"), base64.urlsafe_b64encode(b"\xff\xfe"), binascii.hexlify(b"ab"))
print(hashlib.sha256(b"a").hexdigest(), hashlib.md5(b"a").hexdigest(), hashlib.sha1(b"a").hexdigest(), hashlib.new("sha512", b"").hexdigest()[:8])
url = urllib.parse.urlparse("postgresql://u:p%40@h:1/db?a=1&b=2#f")
print(url.scheme, url.username, url.password, url.hostname, url.port, url.path, url.query)
print(urllib.parse.quote_plus("a b/c@"), urllib.parse.unquote("%40"), urllib.parse.parse_qs("a=1&a=2"), urllib.parse.urlencode({"a": "b c"}))
print(urllib.parse.urlunparse(url), urllib.parse.urljoin("http://a/b/", "c"), urllib.parse.urlsplit("x://h/p").netloc, urllib.parse.parse_qsl("a=1"))
out = io.StringIO()
writer = csv.DictWriter(out, ["a", "b"])
writer.writeheader()
writer.writerow({"a": 1, "b": 'x"y,'})
print(out.getvalue().replace("\r", ""), list(csv.reader(["1,\"2,3\""])))
print(shlex.split("a 'b c' d"), shlex.quote("a b"))
print("{:>8.2f}|{:,}|{!r}|{:%Y}".format(3.14159, 1234567, "x", __import__("datetime").date(2026, 1, 1)), f"{key!s:.4}")
print("é".encode("latin-1"), b"\xc3\xa9".decode(), "ß".upper(), "a\tb".expandtabs(4), "x".center(5, "*"), "%-5s|%05d|%x" % ("a", 42, 255))
