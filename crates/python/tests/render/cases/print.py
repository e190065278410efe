# Prints what autogenerate would write for operations: `cases/NAME.py` holds
# cases with lines of `# case: what it shows` between them. Each leaves
# `operations`, a list, or tables in `metadata`.
import ast
import re
import sys
import warnings

import sqlalchemy as sa
from alembic.autogenerate import render_python_code
from alembic.operations import ops
from alembic.runtime.migration import MigrationContext
from sqlalchemy.dialects import mysql, postgresql, sqlite

CONTEXTS = {
    name: MigrationContext.configure(dialect_name=name, opts={"autogenerate": "alembic"})
    for name in ("postgresql", "sqlite", "mysql")
}


def tables(metadata):
    """Every table and index, as autogenerate adds them."""
    for table in metadata.sorted_tables:
        yield ops.CreateTableOp.from_table(table)
        for index in sorted(table.indexes, key=lambda index: index.name):
            yield ops.ModifyTableOps(
                table.name, [ops.CreateIndexOp.from_index(index)], schema=table.schema
            )


def changed(table_name, *operations, schema=None):
    return ops.ModifyTableOps(table_name, list(operations), schema=schema)


def shape(difference):
    """A difference without the addresses of objects."""
    if isinstance(difference, (list, tuple)):
        return type(difference)(shape(part) for part in difference)
    if isinstance(difference, dict):
        return {name: shape(difference[name]) for name in sorted(difference)}
    if isinstance(difference, (str, int, type(None))):
        return difference
    if isinstance(difference, (sa.Column, sa.Table)):
        return "%s %s" % (type(difference).__name__, difference)
    if isinstance(difference, sa.Index):
        return "Index %s %s" % (difference.name, difference.unique)
    if isinstance(difference, sa.Constraint):
        return "%s %s" % (type(difference).__name__, difference.name)
    text = repr(difference)
    return type(difference).__name__ if " at 0x" in text else text


def shown(title, make):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            text = make()
        except Exception as error:
            text = "%s: %s" % (type(error).__name__, re.sub(" at 0x[0-9a-f]+", "", str(error)))
        else:
            if isinstance(text, str):
                try:
                    ast.parse("def function():\n    " + text)
                except SyntaxError:
                    text += "\nnot Python"
    for warning in caught:
        print("warning: %s" % warning.message)
    print("-- %s\n%s" % (title, text))


def run(source):
    for part in source.split("# case: ")[1:]:
        title, _, code = part.partition("\n")
        print("== " + title)
        module = sys.modules["case"] = type(sys)("case")
        names = vars(module)
        names.update(
            sa=sa,
            ops=ops,
            changed=changed,
            postgresql=postgresql,
            sqlite=sqlite,
            mysql=mysql,
            metadata=sa.MetaData(),
            options={},
            on=("postgresql", "sqlite", "mysql"),
        )
        try:
            exec(compile(code, title, "exec"), names)
        except Exception as error:
            print("%s: %s" % (type(error).__name__, error))
            continue
        operations = names.get("operations") or list(tables(names["metadata"]))
        container = ops.UpgradeOps(operations)
        for dialect in names["on"]:
            options = dict(names["options"])
            def render(container):
                return render_python_code(
                    container, migration_context=CONTEXTS[dialect], **options
                )

            shown(dialect + " upgrade", lambda: render(container))
            shown(dialect + " downgrade", lambda: render(container.reverse()))
            if names.get("batch"):
                options["render_as_batch"] = True
                shown(dialect + " upgrade in batch", lambda: render(container))
                shown(dialect + " downgrade in batch", lambda: render(container.reverse()))
        for operation in operations:
            shown("differences", lambda: [shape(d) for d in ops.UpgradeOps([operation]).as_diffs()])
