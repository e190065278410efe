"""What can be wrong with a template."""


class MakoException(Exception):
    pass


class RuntimeException(MakoException):
    pass


class _Located(MakoException):
    def __init__(self, message, source, lineno, pos, filename):
        place = " at line: %d char: %d" % (lineno, pos)
        if filename is not None:
            place = " in file '%s'%s" % (filename, place)
        MakoException.__init__(self, message + place)
        self.source = source
        self.lineno = lineno
        self.pos = pos
        self.filename = filename


class CompileException(_Located):
    pass


class SyntaxException(_Located):
    pass


class UnsupportedError(MakoException):
    pass


class NameConflictError(MakoException):
    pass


class TemplateLookupException(MakoException):
    pass


class TopLevelLookupException(TemplateLookupException):
    pass
