"""Expressions with other columns in the place of theirs."""


def replaced(expression, substitute):
    """The expression, with `substitute(part)` in the place of each part for
    which that is not None."""
    return _Replace(substitute).part(expression)


class _Replace:
    def __init__(self, substitute):
        self.substitute = substitute
        self.done = {}

    def part(self, part):
        if isinstance(part, (list, tuple)):
            return type(part)([self.part(item) for item in part])
        if not getattr(part, "_is_clause", False):
            return part
        known = self.done.get(id(part))
        if known is not None:
            return known[1]
        found = self.substitute(part)
        if found is None:
            found = self.inside(part)
        # Held, so that identities stay theirs.
        self.done[id(part)] = part, found
        return found

    def inside(self, part):
        if part._node in ("column", "literal_column", "table", "bind", "text", "null", "cte"):
            return part
        changes = {}
        for name, value in vars(part).items():
            if name in ("table", "type", "_columns", "_given", "_execution_options"):
                continue
            if getattr(value, "_is_clause", False) or (
                isinstance(value, (list, tuple)) and value and not isinstance(value[0], str)
            ):
                changed = self.part(value)
                if not _same(changed, value):
                    changes[name] = changed
        if not changes:
            return part
        found = part._clone(**changes)
        found.__dict__.pop("_columns", None)
        return found


def _same(changed, value):
    if isinstance(value, (list, tuple)):
        return all(_same(one, other) for one, other in zip(changed, value))
    return changed is value


def columns_in(expression):
    """The columns of tables in an expression."""
    found = []

    def note(part):
        if part._node == "column" and part.table is not None:
            if not any(part is known for known in found):
                found.append(part)
        return None

    replaced(expression, note)
    return found
