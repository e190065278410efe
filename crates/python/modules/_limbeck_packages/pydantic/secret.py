"""Values that are not shown."""


class _Secret:
    def __init__(self, secret_value):
        self._secret_value = secret_value

    def get_secret_value(self):
        return self._secret_value

    def __eq__(self, other):
        return type(other) is type(self) and other._secret_value == self._secret_value

    def __hash__(self):
        return hash(self._secret_value)

    def __len__(self):
        return len(self._secret_value)

    def __str__(self):
        return str(self._shown() if self._secret_value else "")

    def __repr__(self):
        shown = self._shown() if self._secret_value else self._secret_value
        return "%s(%r)" % (type(self).__name__, shown)


class SecretStr(_Secret):
    def _shown(self):
        return "**********"


class SecretBytes(_Secret):
    def _shown(self):
        return b"**********"
