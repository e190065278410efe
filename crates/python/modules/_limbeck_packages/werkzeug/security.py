"""Hashes of passwords."""

import hashlib
import hmac
import secrets
import string

DEFAULT_PBKDF2_ITERATIONS = 1_000_000
_SALT = string.ascii_letters + string.digits


def gen_salt(length):
    if length <= 0:
        raise ValueError("Salt length must be at least 1.")
    return "".join(secrets.choice(_SALT) for _ in range(length))


def _hash(method, salt, password):
    method, *arguments = method.split(":")
    salt, password = salt.encode(), password.encode()
    if method == "scrypt":
        n, r, p = map(int, arguments) if arguments else (2**15, 8, 1)
        made = hashlib.scrypt(password, salt=salt, n=n, r=r, p=p, maxmem=132 * n * r * p)
        return made.hex(), "scrypt:%d:%d:%d" % (n, r, p)
    if method == "pbkdf2":
        name = arguments[0] if arguments else "sha256"
        iterations = int(arguments[1]) if len(arguments) > 1 else DEFAULT_PBKDF2_ITERATIONS
        made = hashlib.pbkdf2_hmac(name, password, salt, iterations)
        return made.hex(), "pbkdf2:%s:%d" % (name, iterations)
    raise ValueError("Invalid hash method '%s'." % method)


def generate_password_hash(password, method="scrypt", salt_length=16):
    salt = gen_salt(salt_length)
    made, method = _hash(method, salt, password)
    return "%s$%s$%s" % (method, salt, made)


def check_password_hash(pwhash, password):
    try:
        method, salt, expected = pwhash.split("$", 2)
    except ValueError:
        return False
    return hmac.compare_digest(_hash(method, salt, password)[0], expected)
