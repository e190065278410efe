"""The inspector: what a database holds, as dicts. What it holds is found out
natively; here the answers get their shapes."""

from .. import exc
from .base import Engine


class ObjectKind:
    TABLE, VIEW, MATERIALIZED_VIEW = 1, 2, 4
    ANY_VIEW, ANY = 6, 7


class ObjectScope:
    DEFAULT, TEMPORARY, ANY = 1, 2, 3


class Inspector:
    def __init__(self, bind):
        self.bind = bind
        self.engine = bind.engine
        self.dialect = bind.dialect
        self.info_cache = {}

    @classmethod
    def from_engine(cls, bind):
        from ..inspection import inspect

        if not hasattr(bind, "exec_driver_sql"):
            # An engine that cannot connect says so now.
            bind.connect().close()
        return inspect(bind)

    def clear_cache(self):
        self.info_cache.clear()

    # Questions to the database. Answers are kept, as with SQLAlchemy.

    def _with_connection(self, ask):
        if isinstance(self.bind, Engine):
            with self.bind.connect() as connection:
                return ask(connection._connection)
        return ask(self.bind._connection)

    def _ask(self, question, schema=None, table=""):
        key = question, schema, str(table)
        if key not in self.info_cache:
            self.info_cache[key] = self._with_connection(
                lambda native: native.inspect(question, _text(schema), str(table))
            )
        return self.info_cache[key]

    def _of_table(self, question, table, schema):
        rows = self._ask(question, schema, table)
        if not rows and not self._ask("columns", schema, table):
            name = str(table) if schema is None else "%s.%s" % (schema, table)
            raise exc.NoSuchTableError(name)
        return rows

    def _has(self, kind, name, schema):
        return self._with_connection(
            lambda native: native.has(kind, _text(schema), str(name))
        )

    @property
    def default_schema_name(self):
        return self._with_connection(lambda native: native.default_schema())

    def has_table(self, table_name, schema=None, **kw):
        return self._has("table", table_name, schema)

    def has_sequence(self, sequence_name, schema=None, **kw):
        return self._has("sequence", sequence_name, schema)

    def has_schema(self, schema_name, **kw):
        return schema_name in self.get_schema_names()

    def has_index(self, table_name, index_name, schema=None, **kw):
        if not self._ask("columns", schema, table_name):
            return False
        return any(
            row[0] == str(index_name) for row in self._ask("indexes", schema, table_name)
        )

    def _has_type(self, type_name, schema=None):
        return self._has("type", type_name, schema)

    # Names.

    def _names(self, question, schema=None):
        return [row[0] for row in self._ask(question, schema)]

    def get_schema_names(self, **kw):
        return self._names("schemas")

    def get_table_names(self, schema=None, **kw):
        return self._names("tables", schema)

    def get_temp_table_names(self, **kw):
        return self._names("temporary_tables")

    def get_view_names(self, schema=None, **kw):
        return self._names("views", schema)

    def get_materialized_view_names(self, schema=None, **kw):
        return self._names("materialized_views", schema)

    def get_sequence_names(self, schema=None, **kw):
        return self._names("sequences", schema)

    def get_sorted_table_and_fkc_names(self, schema=None, **kw):
        names = self.get_table_names(schema)
        waiting = {
            name: {
                key["referred_table"]
                for key in self.get_foreign_keys(name, schema)
                if key["referred_table"] in names and key["referred_table"] != name
            }
            for name in names
        }
        ordered = []
        while waiting:
            ready = sorted(name for name in waiting if not waiting[name] & waiting.keys())
            for name in ready or sorted(waiting):
                keys = [
                    (name, key["name"])
                    for key in self.get_foreign_keys(name, schema)
                    if key["referred_table"] != name
                ]
                ordered.append((name, keys))
                del waiting[name]
        return [*ordered, (None, [])]

    # Of many tables at once.

    def _multi(self, ask, schema, filter_names, kind, scope):
        names = []
        if kind & ObjectKind.TABLE and scope & ObjectScope.DEFAULT:
            names += self.get_table_names(schema)
        if kind & ObjectKind.VIEW and scope & ObjectScope.DEFAULT:
            names += self.get_view_names(schema)
        if kind & ObjectKind.MATERIALIZED_VIEW and scope & ObjectScope.DEFAULT:
            names += self.get_materialized_view_names(schema)
        if kind & ObjectKind.TABLE and scope & ObjectScope.TEMPORARY and schema is None:
            names += self.get_temp_table_names()
        if filter_names is not None:
            names = [name for name in names if name in filter_names]
        return {(schema, name): ask(name, schema) for name in names}

    def get_view_definition(self, view_name, schema=None, **kw):
        rows = self._ask("view_definition", schema, view_name)
        if not rows:
            raise exc.NoSuchTableError(str(view_name))
        return rows[0][0]

    def get_enums(self, schema=None, **kw):
        return [
            {"name": name, "schema": own, "visible": visible, "labels": list(labels)}
            for name, own, visible, labels in self._ask("enums", schema)
        ]

    # Tables.

    def get_columns(self, table_name, schema=None, **kw):
        return [self._column(row) for row in self._of_table("columns", table_name, schema)]

    def _column(self, row):
        (name, class_, arguments, dimensions, enum, enum_schema, labels, nullable,
         default, comment, identity, generated, stored, key, counts) = row
        column = {
            "name": name,
            "type": self._type(class_, arguments, dimensions, enum, enum_schema, labels),
            "nullable": nullable,
            "default": default,
        }
        if self.dialect.name == "sqlite":
            column["primary_key"] = key
        elif self._is_mysql:
            if counts is not None:
                column["autoincrement"] = counts
            column["comment"] = comment
        else:
            column["autoincrement"] = identity is not None or bool(
                default and default.startswith("nextval(")
            )
            column["comment"] = comment
        if identity is not None:
            start, increment, least, most, cache, cycles, always = identity
            column["identity"] = {
                "always": bool(always),
                "start": start,
                "increment": increment,
                "minvalue": least,
                "maxvalue": most,
                "cache": cache,
                "cycle": bool(cycles),
            }
        if generated is not None:
            column["computed"] = {"sqltext": generated, "persisted": stored}
        return column

    def _type(self, class_, arguments, dimensions, enum, enum_schema, labels):
        from ..sql import sqltypes

        if self.dialect.name == "postgresql":
            from ..dialects import postgresql as types
        elif self.dialect.name in ("mysql", "mariadb"):
            from ..dialects import mysql as types
        elif class_ in ("JSON", "JSONB"):
            from ..dialects import sqlite as types
        else:
            types = sqltypes
        if labels is not None and enum is None:
            made = getattr(types, class_)(*labels)
        elif labels is not None:
            made = types.ENUM(*labels, name=enum, schema=enum_schema)
        else:
            cls = getattr(types, class_, None) or getattr(sqltypes, class_)
            given = dict(zip(arguments[::2], arguments[1::2]))
            if "data_type" in given:
                given["data_type"] = self._type(*given["data_type"])
            made = cls(**given)
        if dimensions:
            made = types.ARRAY(made, dimensions=dimensions if dimensions > 1 else None)
        return made

    def get_pk_constraint(self, table_name, schema=None, **kw):
        for name, columns, comment in self._of_table("primary_key", table_name, schema):
            found = {"constrained_columns": list(columns), "name": name}
            if self.dialect.name == "postgresql":
                found["comment"] = comment
                found["dialect_options"] = {"postgresql_include": []}
            return found
        return {"constrained_columns": [], "name": None}

    get_primary_keys = get_pk_constraint

    def get_foreign_keys(self, table_name, schema=None, **kw):
        keys = []
        for row in self._of_table("foreign_keys", table_name, schema):
            (name, columns, referred_schema, referred, referred_columns, on_delete,
             on_update, deferrable, deferred, comment) = row
            options = {}
            if on_update:
                options["onupdate"] = on_update
            if on_delete:
                options["ondelete"] = on_delete
            if deferrable:
                options["deferrable"] = True
            if deferred:
                options["initially"] = "DEFERRED"
            if self.dialect.name == "sqlite":
                referred_schema = schema
            key = {
                "name": name,
                "constrained_columns": list(columns),
                "referred_schema": referred_schema,
                "referred_table": referred,
                "referred_columns": list(referred_columns),
                "options": options,
            }
            if self.dialect.name == "postgresql":
                key["comment"] = comment
            keys.append(key)
        return keys

    def get_indexes(self, table_name, schema=None, **kw):
        indexes = []
        for row in self._of_table("indexes", table_name, schema):
            (name, unique, columns, expressions, include, where, method, constraint,
             given) = row
            dialect = self.dialect.name
            index = {
                "name": name,
                "unique": unique if dialect != "sqlite" else int(unique),
                "column_names": list(columns),
            }
            if None in columns:
                index["expressions"] = [
                    column if column is not None else expression
                    for column, expression in zip(columns, expressions)
                ]
            if self._is_mysql:
                if given:
                    index["dialect_options"] = self._options(given)
                indexes.append(index)
                continue
            if constraint is not None:
                index["duplicates_constraint"] = constraint
            options = {}
            if where is not None:
                options[dialect + "_where"] = where
            if method not in (None, "btree"):
                options[dialect + "_using"] = method
            if dialect == "postgresql":
                options["postgresql_include"] = list(include)
            index["dialect_options"] = options
            indexes.append(index)
        return indexes

    def get_unique_constraints(self, table_name, schema=None, **kw):
        constraints = []
        for row in self._of_table("unique_constraints", table_name, schema):
            name, columns, comment, not_distinct = row
            constraint = {"column_names": list(columns), "name": name}
            if self.dialect.name == "sqlite":
                constraint = {"name": name, "column_names": list(columns)}
            if self._is_mysql:
                constraint["duplicates_index"] = name
            if self.dialect.name == "postgresql":
                constraint["comment"] = comment
                constraint["dialect_options"] = {
                    "postgresql_include": [],
                    "postgresql_nulls_not_distinct": not_distinct,
                }
            constraints.append(constraint)
        return constraints

    def get_check_constraints(self, table_name, schema=None, **kw):
        constraints = []
        for row in self._of_table("check_constraints", table_name, schema):
            name, condition, comment = row
            constraint = {"sqltext": condition, "name": name}
            if self.dialect.name == "postgresql":
                constraint = {"name": name, "sqltext": condition, "comment": comment}
            constraints.append(constraint)
        return constraints

    def get_table_comment(self, table_name, schema=None, **kw):
        rows = self._of_table("table_comment", table_name, schema)
        return {"text": rows[0][0] if rows else None}

    def get_table_options(self, table_name, schema=None, **kw):
        if not self._is_mysql:
            self._of_table("columns", table_name, schema)
            return {}
        ((_, given),) = self._of_table("table_comment", table_name, schema)
        return self._options(given)

    @property
    def _is_mysql(self):
        return self.dialect.name in ("mysql", "mariadb")

    def _options(self, given):
        """Options under the dialect's own name."""
        return {
            name.replace("mysql", self.dialect.name, 1): (
                dict(value) if isinstance(value, list) else value
            )
            for name, value in given
        }

    # Table(…, autoload_with=…)

    def reflect_table(self, table, include_columns=None, exclude_columns=(),
                      resolve_fks=True, _extend_on=None, _reflect_info=None):
        from ..sql import schema as sa

        schema = table.schema
        name = str(table.name)
        key = self.get_pk_constraint(name, schema)
        for column in self.get_columns(name, schema):
            if include_columns and column["name"] not in include_columns:
                continue
            if column["name"] in exclude_columns or column["name"] in table.c:
                continue
            arguments = []
            default = column.get("default")
            if "computed" in column:
                arguments.append(sa.Computed(**column["computed"]))
                default = None
            if "identity" in column:
                arguments.append(sa.Identity(**column["identity"]))
            options = {"nullable": column["nullable"], "comment": column.get("comment")}
            if column["name"] in key["constrained_columns"]:
                options["primary_key"] = True
            if "autoincrement" in column:
                options["autoincrement"] = column["autoincrement"]
            if default is not None:
                from ..sql.elements import text

                options["server_default"] = sa.DefaultClause(text(default))
                options["server_default"]._reflected = True
            table.append_column(
                sa.Column(column["name"], column["type"], *arguments, **options)
            )
        table.primary_key.name = key["name"]
        for foreign in self.get_foreign_keys(name, schema):
            self._foreign_key(table, foreign, include_columns, resolve_fks)
        for unique in self.get_unique_constraints(name, schema):
            if "duplicates_index" in unique:
                continue
            if all(column in table.c for column in unique["column_names"]):
                table.append_constraint(
                    sa.UniqueConstraint(*unique["column_names"], name=unique["name"])
                )
        for check in self.get_check_constraints(name, schema):
            table.append_constraint(
                sa.CheckConstraint(check["sqltext"], name=check["name"])
            )
        for index in self.get_indexes(name, schema):
            columns = index["column_names"]
            if "duplicates_constraint" in index or not all(
                column is not None and column in table.c for column in columns
            ):
                continue
            sa.Index(
                index["name"],
                *[table.c[column] for column in columns],
                unique=index["unique"],
                **(index.get("dialect_options") or {} if self._is_mysql else {}),
            )
        if self.dialect.name != "sqlite":
            table.comment = self.get_table_comment(name, schema)["text"] or table.comment
        for option, value in self.get_table_options(name, schema).items():
            table.dialect_kwargs[option] = value

    def _foreign_key(self, table, foreign, include_columns, resolve_fks):
        from ..sql import schema as sa

        if not all(column in table.c for column in foreign["constrained_columns"]):
            return
        referred = foreign["referred_table"]
        referred_schema = foreign["referred_schema"]
        if resolve_fks:
            sa.Table(
                referred,
                table.metadata,
                schema=referred_schema,
                autoload_with=self,
                resolve_fks=resolve_fks,
            )
        full = referred if referred_schema is None else "%s.%s" % (referred_schema, referred)
        table.append_constraint(
            sa.ForeignKeyConstraint(
                foreign["constrained_columns"],
                ["%s.%s" % (full, column) for column in foreign["referred_columns"]],
                name=foreign["name"],
                link_to_name=True,
                **foreign["options"],
            )
        )


PGInspector = Inspector


def _text(value):
    return None if value is None else str(value)


def _multi(name, single):
    def ask(self, schema=None, filter_names=None, kind=ObjectKind.TABLE,
            scope=ObjectScope.DEFAULT, **kw):
        return self._multi(getattr(self, single), schema, filter_names, kind, scope)

    ask.__name__ = name
    setattr(Inspector, name, ask)


for _what in ("columns", "pk_constraint", "foreign_keys", "indexes", "unique_constraints",
              "check_constraints", "table_comment", "table_options"):
    _multi("get_multi_" + _what, "get_" + _what)
del _what
