"""Lines of Python, indented by what they say."""

import re

_REMARK = re.compile(r"\s*(#|$)")
_OPENS = re.compile(r":[ \t]*(#.*)?$")
_COMPOUND = re.compile(r"\s*(if|try|elif|while|for|with)")
_OTHER_BLOCK = re.compile(r"\s*(def|class|else|elif|except|finally)")
_CONTINUES = re.compile(r"\s*(else|elif|except|finally).*:")


class Printer:
    """Indents the lines that follow one that opens a block, such as `with …:`.
    An empty line ends the block; what has several lines is indented at its
    first. This is what renderers of other packages rely on."""

    def __init__(self):
        self.text = ""
        # For each open block, whether `else` and the like continue it.
        self._blocks = []

    def line(self, line):
        if self._blocks and not line.startswith("#"):
            continued = self._blocks[-1] and _CONTINUES.match(line)
            if continued or _REMARK.match(line):
                self._blocks.pop()
        self.text += "    " * len(self._blocks) + line + "\n"
        if _OPENS.search(line):
            if _COMPOUND.match(line):
                self._blocks.append(True)
            elif _OTHER_BLOCK.match(line):
                self._blocks.append(False)
