import uuid

from botocore.exceptions import ClientError
from slugify import slugify
from uuid6 import uuid6, uuid7
from werkzeug.security import check_password_hash, generate_password_hash

for text in ("Héllo Wörld & co", "  a--b__c ", "10,000 things", "Straße", "it's", "Ünïcödé Ø æ", "C'est déjà l'été.", "a&amp;b", "x" * 30, "Привет мир"):
    print(slugify(text))
print(slugify("a_b c", separator="_"), slugify("one two three", max_length=7), slugify("one two three", max_length=9, word_boundary=True))
print(slugify("the big cat", stopwords=["the"]), slugify("ABC", lowercase=False), slugify("a b", replacements=[["a", "z"]]))
made = [uuid7() for _ in range(5)]
print([one.version for one in made], uuid6().version, isinstance(made[0], uuid.UUID), uuid6() < uuid6())
try:
    raise ClientError({"Error": {"Code": "404", "Message": "gone"}}, "GetObject")
except ClientError as error:
    print(error, error.response["Error"]["Code"], error.operation_name)
print(check_password_hash(generate_password_hash("x", method="pbkdf2:sha256:1000"), "x"), check_password_hash("pbkdf2:sha256:1000$a$b", "x"))
import flask

print(flask.has_app_context(), bool(flask.current_app))
for use in (lambda: flask.current_app.config["X"], lambda: flask.g.x, lambda: flask.request.args):
    try:
        use()
    except RuntimeError as error:
        print(str(error).splitlines()[0])
