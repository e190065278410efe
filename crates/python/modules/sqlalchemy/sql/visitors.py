"""Walks over expressions."""


def iterate(obj, opts=None):
    """The element and all inside it, the outer before the inner."""
    stack = [obj]
    while stack:
        found = stack.pop(0)
        yield found
        stack.extend(found.get_children())


def traverse(obj, opts, visitors):
    for found in iterate(obj):
        visit = visitors.get(found.__visit_name__)
        if visit is not None:
            visit(found)
    return obj


class Visitable:
    pass
