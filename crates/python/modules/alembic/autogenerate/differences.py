"""What a comparison has found, for `check`."""


def differences(revision_context):
    """How many differences there are, all of them as Python prints them, and
    as a JSON array."""
    import json

    found, described = [], []
    for upgrade in revision_context.generated_revisions[-1].upgrade_ops_list:
        for operation in _leaves(upgrade):
            difference = operation.to_diff_tuple()
            found.append(difference)
            several = difference if isinstance(difference, list) else [difference]
            described += [_described(operation, one) for one in several]
    return len(found), repr(found), json.dumps(described, indent=2)


def _leaves(container):
    for operation in container.ops:
        if hasattr(operation, "ops"):
            yield from _leaves(operation)
        else:
            yield operation


def _described(operation, difference):
    """One difference as a dictionary; what it has not is left out."""
    verb = difference[0]
    table = getattr(operation, "table_name", None) or getattr(operation, "source_table", None)
    schema = getattr(operation, "schema", None)
    if verb in ("add_fk", "remove_fk"):
        table = difference[1].table.name
        schema = difference[1].table.schema
    facts = {"operation": verb, "schema": schema, "table": table}
    if hasattr(operation, "subject"):
        facts["name"] = operation.subject
        facts["statements"] = operation.upgrade
    elif verb.startswith("modify_"):
        facts["column"] = difference[3]
        facts["from"], facts["to"] = _plain(difference[-2]), _plain(difference[-1])
    elif verb in ("add_column", "remove_column"):
        facts["column"] = difference[3].name
        facts["type"] = repr(difference[3].type)
    elif verb == "execute":
        facts["statement"] = str(difference[1])
    elif verb.endswith(("_index", "_constraint", "_fk")):
        facts["name"] = difference[1].name
        columns = [column.name for column in getattr(difference[1], "columns", ())]
        facts["columns"] = columns or None
    if operation.remark:
        facts["remark"] = operation.remark
    return {
        key: value if value is None or isinstance(value, (bool, list)) else str(value)
        for key, value in facts.items()
        if value is not None or key in ("from", "to")
    }


def _plain(value):
    """A type, a default or a truth value as a reader knows it."""
    if value is None or isinstance(value, (bool, str)):
        return value
    argument = getattr(value, "arg", None)
    if argument is not None:
        return argument if isinstance(argument, str) else str(argument)
    return repr(value)
