"""Compares CHECK constraints by their names: `autogenerate_plugins` asks for it
as `alembic.ext.checkconstraint_byname`. Rust has its functions."""
