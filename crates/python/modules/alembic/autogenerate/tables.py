"""Calls the comparison functions that a project has registered for tables and
columns, with the tables of both sides."""

from sqlalchemy.sql.schema import MetaData, Table

from ..operations import ops


def compare_tables(autogen_context, upgrade_ops, schemas):
    declared = _declared(autogen_context, schemas)
    reflected = _reflected(autogen_context, schemas)
    # Schemas that only the models name are compared too.
    for schema, name in declared:
        if schema not in schemas and not _is_created(upgrade_ops, schema, name):
            if autogen_context.inspector.has_table(name, schema=schema):
                reflected[schema, name] = _reflect(autogen_context, schema, name)
    for schema, name in declared:
        if (schema, name) not in reflected:
            _compare(autogen_context, upgrade_ops, schema, name, None, declared[schema, name])
    for schema, name in reflected:
        if (schema, name) not in declared:
            _compare(autogen_context, upgrade_ops, schema, name, reflected[schema, name], None)
    both = [key for key in declared if key in reflected]
    for key in sorted(both, key=lambda key: (key[0] or "", key[1])):
        _compare(autogen_context, upgrade_ops, *key, reflected[key], declared[key])


def _version_table(autogen_context):
    migration = autogen_context.migration_context
    return migration.version_table_schema, migration.version_table


def _declared(autogen_context, schemas):
    """The tables of the models, by schema and name."""
    default = autogen_context.inspector.default_schema_name
    tables = {}
    for table in autogen_context.sorted_tables:
        if (table.schema, table.name) != _version_table(autogen_context):
            schema = None if table.schema == default else table.schema
            tables[schema, table.name] = table
    return tables


def _reflected(autogen_context, schemas):
    """The tables of the database, by schema and name."""
    tables = {}
    for schema in schemas:
        for name in autogen_context.inspector.get_table_names(schema=schema):
            if (schema, name) == _version_table(autogen_context):
                continue
            if autogen_context.run_name_filters(name, "table", {"schema_name": schema}):
                tables[schema, name] = _reflect(autogen_context, schema, name)
    return tables


def _reflect(autogen_context, schema, name):
    return Table(
        name,
        MetaData(),
        schema=schema,
        autoload_with=autogen_context.connection,
        resolve_fks=False,
    )


def _is_created(upgrade_ops, schema, name):
    return any(
        isinstance(operation, ops.CreateTableOp)
        and (operation.schema, operation.table_name) == (schema, name)
        for operation in upgrade_ops.ops
    )


def _compare(autogen_context, upgrade_ops, schema, name, reflected, declared):
    """Lets the functions see one table; what they add goes where the
    differences of that table are, or would be."""
    subject, is_reflected = (declared, False) if declared is not None else (reflected, True)
    compared = reflected if declared is not None else None
    if not autogen_context.run_object_filters(subject, name, "table", is_reflected, compared):
        return
    known = [op for op in upgrade_ops.ops if _is_of(op, schema, name)]
    changes = known[0] if known else ops.ModifyTableOps(name, [], schema=schema)
    if declared is not None and reflected is not None:
        _compare_columns(autogen_context, changes, schema, name, reflected, declared)
    # They come after the columns, and before constraints and indexes.
    columns = (ops.AddColumnOp, ops.AlterColumnOp)
    end = sum(isinstance(operation, columns) for operation in changes.ops)
    later = changes.ops[end:]
    del changes.ops[end:]
    autogen_context.comparators.dispatch("table", qualifier=autogen_context.dialect.name)(
        autogen_context, changes, schema, name, reflected, declared
    )
    changes.ops.extend(later)
    if not known and not changes.is_empty():
        _insert(upgrade_ops.ops, changes)


def _is_of(operation, schema, name):
    return (
        isinstance(operation, ops.ModifyTableOps)
        and operation.table_name == name
        and operation.schema == schema
    )


def _insert(operations, changes):
    """After the table's creation, before its removal; else among the tables
    that are on both sides, which are in the order of their names."""

    def key(operation):
        return operation.schema or "", operation.table_name

    whole = {}
    for position, operation in enumerate(operations):
        if isinstance(operation, (ops.CreateTableOp, ops.DropTableOp)):
            whole[key(operation)] = position + isinstance(operation, ops.CreateTableOp)
    position = whole.get(key(changes))
    if position is None:
        later = (
            position
            for position, operation in enumerate(operations)
            if isinstance(operation, ops.ModifyTableOps)
            and key(operation) not in whole
            and key(operation) > key(changes)
        )
        position = next(later, len(operations))
    operations.insert(position, changes)


def _compare_columns(autogen_context, changes, schema, table_name, reflected, declared):
    functions = autogen_context.comparators
    if not functions._has("column", autogen_context.dialect.name):
        return
    for column in declared.columns:
        other = reflected.columns.get(column.name)
        if column.system or other is None:
            continue
        names = {"table_name": table_name, "schema_name": schema}
        if not autogen_context.run_name_filters(column.name, "column", names):
            continue
        if not autogen_context.run_object_filters(column, column.name, "column", False, other):
            continue
        known = [
            op
            for op in changes.ops
            if isinstance(op, ops.AlterColumnOp) and op.column_name == column.name
        ]
        change = known[0] if known else _unchanged(schema, table_name, column, other)
        functions.dispatch("column", qualifier=autogen_context.dialect.name)(
            autogen_context, change, schema, table_name, column.name, other, column
        )
        if not known and change.has_changes():
            changes.ops.insert(_place(changes.ops, declared, column), change)


def _place(operations, table, column):
    """Where a change of a column goes: the table's columns keep their order."""
    columns = list(table.columns)
    for position, operation in enumerate(operations):
        if isinstance(operation, ops.AlterColumnOp):
            other = table.columns.get(operation.column_name)
            if other is not None and columns.index(other) > columns.index(column):
                return position
        elif not isinstance(operation, ops.AddColumnOp):
            return position
    return len(operations)


def _unchanged(schema, table_name, column, reflected):
    """What is known of a column in which nothing has changed yet."""
    return ops.AlterColumnOp(
        table_name,
        column.name,
        schema=schema,
        existing_type=reflected.type,
        existing_nullable=reflected.nullable,
        existing_server_default=reflected.server_default or False,
        existing_comment=reflected.comment,
    )
