"""Questions to a database, and changes of its indexes."""

from sqlalchemy import Index, MetaData, PrimaryKeyConstraint, Table, UniqueConstraint, inspect
from sqlalchemy.engine import make_url


def get_table(engine, name):
    return Table(name, MetaData(), autoload_with=engine)


def get_indexes(engine, table_name):
    return inspect(engine).get_indexes(table_name)


def index_exists(engine, table_name, index_name):
    return index_name in [index["name"] for index in get_indexes(engine, table_name)]


def index_exists_on_columns(engine, table_name, columns):
    wanted = list(columns)
    return any(index["column_names"] == wanted for index in get_indexes(engine, table_name))


def add_index(engine, table_name, index_name, idx_columns):
    table = get_table(engine, table_name)
    if index_exists(engine, table_name, index_name):
        raise ValueError("Index '%s' already exists!" % index_name)
    Index(index_name, *[table.c[column] for column in idx_columns]).create(engine)


def drop_index(engine, table_name, index_name):
    for index in get_table(engine, table_name).indexes:
        if index.name == index_name:
            index.drop(engine)
            return
    raise ValueError("Index '%s' not found!" % index_name)


def change_index_columns(engine, table_name, index_name, new_columns):
    drop_index(engine, table_name, index_name)
    add_index(engine, table_name, index_name, new_columns)


def column_exists(engine, table_name, column):
    return column in get_table(engine, table_name).c


def get_foreign_key_constraint_name(engine, table_name, column_name):
    for key in inspect(engine).get_foreign_keys(table_name):
        if column_name in key["constrained_columns"]:
            return key["name"]


def get_unique_keys(model):
    """Sets of the names of columns that are unique together."""
    table = model.__table__
    keys = [
        {column.name for column in constraint.columns}
        for constraint in table.constraints
        if isinstance(constraint, (UniqueConstraint, PrimaryKeyConstraint))
    ]
    keys.extend({column.name for column in index.columns} for index in table.indexes if index.unique)
    return keys


def to_list(x, default=None):
    if x is None:
        return default
    return x if isinstance(x, (list, tuple)) else [x]


def sanitize_db_url(url):
    return make_url(url).set(username="****", password="****").render_as_string(hide_password=False)
