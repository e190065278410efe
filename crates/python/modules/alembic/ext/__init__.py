"""Plugins that come with Alembic and that an env.py asks for by name."""
