"""Types whose values are encrypted: their columns can be made, their values
need the project's cryptography, which limbeck does not run."""

from sqlalchemy import LargeBinary, String, TypeDecorator


class EncryptionDecryptionBaseEngine:
    pass


class AesEngine(EncryptionDecryptionBaseEngine):
    pass


class AesGcmEngine(EncryptionDecryptionBaseEngine):
    pass


class FernetEngine(EncryptionDecryptionBaseEngine):
    pass


def _refuse():
    raise NotImplementedError(
        "StringEncryptedType cannot encrypt or decrypt values here: limbeck runs no "
        "cryptography of SQLAlchemy-Utils; move such data with a script of the application"
    )


class StringEncryptedType(TypeDecorator):
    impl = String
    cache_ok = True

    def __init__(self, type_in=None, key=None, engine=None, padding=None, **kwargs):
        super().__init__(**kwargs)
        self.underlying_type = type_in
        self._key = key
        self.engine = engine
        self.padding = padding

    def process_bind_param(self, value, dialect):
        return None if value is None else _refuse()

    def process_result_value(self, value, dialect):
        return None if value is None else _refuse()


class EncryptedType(StringEncryptedType):
    impl = LargeBinary
