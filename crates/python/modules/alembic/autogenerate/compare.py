"""Comparisons of models with a database: operations out of what was found,
and where projects register comparisons of their own.
"""

import _limbeck_migration

from ..operations import Operations, ops
from ..util.langhelpers import PriorityDispatcher
from .items import _escaped
from .render import render_op, renderers


# Empty unless the project registers functions.
comparators = PriorityDispatcher()


def _populate_migration_script(autogen_context, migration_script):
    """Fills the last containers of a script with how models and database
    differ, and with the way back."""
    upgrade = migration_script.upgrade_ops_list[-1]
    downgrade = migration_script.downgrade_ops_list[-1]
    _produce_net_changes(autogen_context, upgrade)
    upgrade.reverse_into(downgrade)


def _produce_net_changes(autogen_context, upgrade_ops):
    """Adds the operations that make the database what the models declare."""
    functions = autogen_context.comparators
    # Who asks for the schemas asks env.py's hooks.
    alone = sum(map(len, functions._registry.values())) == 1
    schemas = None if alone else _schemas(autogen_context)
    dialect = autogen_context.dialect.name
    functions.dispatch("schema", qualifier=dialect)(autogen_context, upgrade_ops, schemas)
    if functions._has("autogenerate", dialect):
        functions.dispatch("autogenerate", qualifier=dialect)(autogen_context, upgrade_ops)


def _compare_schemas(autogen_context, upgrade_ops, schemas):
    """The comparison itself, which is Rust's; then what the project has
    registered for tables and columns."""
    migration = autogen_context.migration_context
    changes = _limbeck_migration.compare(
        migration._native, autogen_context.metadata, autogen_context
    )
    for kind, *details in changes:
        upgrade_ops.ops.extend(_MAKERS[kind](*details))
    dialect = autogen_context.dialect.name
    if dialect == "sqlite" and autogen_context.opts.get("render_as_batch"):
        _name_constraints(upgrade_ops)
    functions = autogen_context.comparators
    if functions._has("table", dialect) or functions._has("column", dialect):
        from .tables import compare_tables

        compare_tables(autogen_context, upgrade_ops, schemas)


def _name_constraints(upgrade_ops):
    """Gives constraints without a name the one that they are dropped by: a
    batch that makes its table anew takes none without."""
    for container in upgrade_ops.ops:
        for operation in getattr(container, "ops", ()):
            if isinstance(operation, ops.AddConstraintOp) and operation.constraint_name is None:
                operation.constraint_name = operation._made_up_name
            elif isinstance(operation, ops.DropConstraintOp):
                operation._made_up_name = None


def _schemas(autogen_context):
    """The schemas that a comparison function of the project's is told of."""
    if not autogen_context.opts.get("include_schemas"):
        return {name for name in (None,) if autogen_context.run_name_filters(name, "schema", {})}
    inspector = autogen_context.inspector
    schemas = set(inspector.get_schema_names()) - {"information_schema"}
    schemas.discard(inspector.default_schema_name)
    return {name for name in schemas | {None} if autogen_context.run_name_filters(name, "schema", {})}


class StatementsOp(ops.MigrateOperation):
    """Statements for which there is no operation, and those that undo them."""

    table_name = schema = None

    def __init__(
        self, action, subject, upgrade, downgrade, autocommit=False, table_name=None, schema=None
    ):
        self.action = action
        self.subject = subject
        self.upgrade = upgrade
        self.downgrade = downgrade
        self.autocommit = autocommit
        self.table_name = table_name
        self.schema = schema

    def reverse(self):
        return StatementsOp(
            _undone(self.action),
            self.subject,
            self.downgrade,
            self.upgrade,
            table_name=self.table_name,
            schema=self.schema,
        )

    def to_diff_tuple(self):
        subject = self.subject
        if self.table_name is not None:
            subject = f"{self.table_name}.{subject}"
        return (self.action, subject, self.upgrade)


def _undone(action):
    for verb, other in (("add_", "remove_"), ("remove_", "add_")):
        if action.startswith(verb):
            return other + action[len(verb) :]
    return action


class StatementsOps(ops.OpContainer):
    """A `StatementsOp`, or nothing where another operation does its part by
    the way."""

    def __init__(self, operation):
        super().__init__([operation] if operation.upgrade else [])
        self.operation = operation

    def reverse(self):
        return StatementsOps(self.operation.reverse())


@Operations.implementation_for(StatementsOp)
def _run_statements(operations, operation):
    for sql in map(_escaped, operation.upgrade):
        if operation.autocommit:
            with operations.migration_context.autocommit_block():
                operations.execute(sql)
        else:
            operations.execute(sql)


@renderers.dispatch_for(StatementsOp)
def _render_statements(autogen_context, op):
    statements = [
        ops.ExecuteSQLOp(_escaped(sql), autocommit=op.autocommit) for sql in op.upgrade
    ]
    return [line for part in statements for line in render_op(autogen_context, part)]


@renderers.dispatch_for(StatementsOps)
def _render_container(autogen_context, op):
    return [line for part in op.ops for line in render_op(autogen_context, part)]


def _remark(notes):
    return "\n".join(notes) or None


def _statements(kind, action, subject, upgrade, downgrade, autocommit, notes):
    operation = StatementsOp(action, subject, upgrade, downgrade, autocommit)
    operation.remark = _remark(notes)
    yield StatementsOps(operation)


def _add_table(table, deferred, notes):
    operation = ops.CreateTableOp.from_table(table)
    operation.columns = _without(operation.columns, deferred)
    operation.remark = _remark(notes)
    yield operation


def _remove_table(table, deferred, notes):
    operation = ops.DropTableOp.from_table(table)
    operation._reverse.columns = _without(operation._reverse.columns, deferred)
    operation.remark = _remark(notes)
    yield operation


def _without(items, deferred):
    return [item for item in items if not any(item is other for other in deferred)]


def _table(schema, name, changes):
    made = []
    for kind, difference, notes, *details in changes:
        operation = _TABLE_MAKERS[kind](schema, name, *details)
        operation.remark = _remark(notes)
        made.append(operation)
    yield ops.ModifyTableOps(name, made, schema=schema)


def _table_statements(schema, name, action, subject, upgrade, downgrade):
    made = StatementsOp(action, subject, upgrade, downgrade, table_name=name, schema=schema)
    return made if upgrade else StatementsOps(made)


def _comment(schema, name, declared, reflected):
    existing = reflected.comment if reflected is not None else None
    if declared is not None and declared.comment:
        return ops.CreateTableCommentOp(
            name, declared.comment, existing_comment=existing, schema=schema
        )
    return ops.DropTableCommentOp(name, existing_comment=existing, schema=schema)


def _add_constraint(schema, name, constraint, made_up_name):
    operation = ops.AddConstraintOp.from_constraint(constraint)
    operation._made_up_name = made_up_name
    return operation


def _remove_constraint(schema, name, constraint, made_up_name):
    operation = ops.DropConstraintOp.from_constraint(constraint)
    if operation.constraint_name is None:
        operation.constraint_name = operation._made_up_name = made_up_name
    return operation


def _alter_column(schema, name, declared, reflected, told, numbers):
    operation = ops.AlterColumnOp(name, declared.name, schema=schema)
    for attribute in told:
        side, _, what = attribute.partition("_")
        if side == "modify":
            value = getattr(declared, what)
            # Databases have no comment that is empty.
            setattr(operation, attribute, (value or None) if what == "comment" else value)
        elif side == "existing":
            setattr(operation, attribute, getattr(reflected, what))
        else:
            operation.kw["autoincrement"] = side != "no"
    if numbers:
        identity = operation.modify_server_default = declared.server_default._copy()
        for number, value in numbers.items():
            setattr(identity, number, bool(value) if number == "cycle" else value)
    return operation


_MAKERS = {
    "statements": _statements,
    "add_table": _add_table,
    "remove_table": _remove_table,
    "table": _table,
}

_TABLE_MAKERS = {
    "add_column": lambda schema, name, column: ops.AddColumnOp.from_column_and_tablename(
        schema, name, column
    ),
    "remove_column": lambda schema, name, column: ops.DropColumnOp.from_column_and_tablename(
        schema, name, column
    ),
    "add_constraint": _add_constraint,
    "remove_constraint": _remove_constraint,
    "add_index": lambda schema, name, index: ops.CreateIndexOp.from_index(index),
    "remove_index": lambda schema, name, index: ops.DropIndexOp.from_index(index),
    "comment": _comment,
    "statements": _table_statements,
    "alter_column": _alter_column,
}
