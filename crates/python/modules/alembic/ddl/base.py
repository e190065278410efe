"""The changes of a table that implementations of dialects execute, as objects:
each knows the operation that it is."""


class AlterTable:
    def __init__(self, table_name, schema=None):
        self.table_name = table_name
        self.schema = schema

    def _operation(self):
        raise NotImplementedError(f"{type(self).__name__} has no operation")


class RenameTable(AlterTable):
    def __init__(self, old_table_name, new_table_name, schema=None):
        super().__init__(old_table_name, schema=schema)
        self.new_table_name = new_table_name

    def _operation(self):
        from ..operations.ops import RenameTableOp

        return RenameTableOp(self.table_name, self.new_table_name, schema=self.schema)


class AddColumn(AlterTable):
    def __init__(self, name, column, schema=None, if_not_exists=None, **options):
        super().__init__(name, schema=schema)
        self.column = column
        self.if_not_exists = if_not_exists
        self.options = options

    def _operation(self):
        from ..operations.ops import AddColumnOp

        return AddColumnOp(
            self.table_name,
            self.column,
            schema=self.schema,
            if_not_exists=self.if_not_exists,
            **self.options,
        )


class DropColumn(AlterTable):
    def __init__(self, name, column, schema=None, if_exists=None):
        super().__init__(name, schema=schema)
        self.column = column
        self.if_exists = if_exists

    def _operation(self):
        from ..operations.ops import DropColumnOp

        return DropColumnOp(
            self.table_name, self.column.name, schema=self.schema, if_exists=self.if_exists
        )


class AlterColumn(AlterTable):
    def __init__(
        self,
        name,
        column_name,
        schema=None,
        existing_type=None,
        existing_nullable=None,
        existing_server_default=None,
        existing_comment=None,
    ):
        super().__init__(name, schema=schema)
        self.column_name = column_name
        self.existing_type = existing_type
        self.existing_nullable = existing_nullable
        self.existing_server_default = existing_server_default
        self.existing_comment = existing_comment

    def _changes(self):
        """The arguments of the operation that say what changes."""
        raise NotImplementedError(f"{type(self).__name__} changes nothing by itself")

    def _operation(self):
        from ..operations.ops import AlterColumnOp

        return AlterColumnOp(
            self.table_name,
            self.column_name,
            schema=self.schema,
            existing_type=self.existing_type,
            existing_nullable=self.existing_nullable,
            existing_comment=self.existing_comment,
            **self._changes(),
        )


class ColumnNullable(AlterColumn):
    def __init__(self, name, column_name, nullable, **kw):
        super().__init__(name, column_name, **kw)
        self.nullable = nullable

    def _changes(self):
        return {"modify_nullable": self.nullable}


class ColumnType(AlterColumn):
    def __init__(self, name, column_name, type_, **kw):
        super().__init__(name, column_name, **kw)
        self.type_ = type_

    def _changes(self):
        return {"modify_type": self.type_}


class ColumnName(AlterColumn):
    def __init__(self, name, column_name, newname, **kw):
        super().__init__(name, column_name, **kw)
        self.newname = newname

    def _changes(self):
        return {"modify_name": self.newname}


class ColumnDefault(AlterColumn):
    def __init__(self, name, column_name, default, **kw):
        super().__init__(name, column_name, **kw)
        self.default = default

    def _changes(self):
        return {"modify_server_default": self.default}


class ComputedColumnDefault(ColumnDefault):
    """A computed column in the place of a default."""


class IdentityColumnDefault(ColumnDefault):
    """An identity in the place of a default."""

    def __init__(self, name, column_name, default, impl=None, **kw):
        super().__init__(name, column_name, default, **kw)
        self.impl = impl


class ColumnComment(AlterColumn):
    def __init__(self, name, column_name, comment, **kw):
        super().__init__(name, column_name, **kw)
        self.comment = comment

    def _changes(self):
        return {"modify_comment": self.comment}
