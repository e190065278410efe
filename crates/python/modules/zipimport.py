"""Python modules are not imported out of zip archives."""


class ZipImportError(ImportError):
    pass


class zipimporter:
    def __init__(self, path):
        raise ZipImportError("limbeck does not import modules from zip archives", name="zipimport")
