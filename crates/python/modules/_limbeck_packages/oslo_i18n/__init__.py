"""Translation of messages: into none but the language that they are in."""


class TranslatorFactory:
    def __init__(self, domain, localedir=None):
        self.domain = domain
        self.localedir = localedir

    @staticmethod
    def primary(message):
        return message

    @staticmethod
    def contextual_form(context, message):
        return message

    @staticmethod
    def plural_form(singular, plural, count):
        return singular if count == 1 else plural

    log_info = log_warning = log_error = log_critical = primary


def enable_lazy(enable=True):
    """Messages are never translated, sooner or later."""


def install(domain):
    import builtins

    builtins._ = TranslatorFactory.primary


def translate(obj, desired_locale=None):
    return obj


def get_available_languages(domain):
    return ["en_US"]
