"""Uses what cannot load here in all the ways that come to mind, and prints
what it gets."""

import os
import urllib.parse
from logging.config import fileConfig

os.environ["ACCOUNT__USER"] = "from the environment"

import app.address
import app.config
from alembic import context
from app import config as configuration
from app import database
from app.address import get_url
from app.config import (
    DATABASE_URL,
    NAMES,
    VERSION_TABLE,
    Settings,
    fails,
    get_settings,
    settings,
)
from app.database import async_engine, engine, url
from app.models import Base

print(settings.database_url, settings.schema_name, settings.debug, settings.uri)
account = settings.account
print(account.user, account.password.get_secret_value(), account.password, str(account.password))
print(account.options, account.options["a"][2], account.options.get("c"), list(account.options))
print(dict(**account.options), urllib.parse.quote_plus(account.password.get_secret_value()))
print(str(settings.server), f"{settings.server}", "%s" % settings.server)
print(settings.mode == "local", settings.mode in ("local", "test"), settings.mode != "local")
print(DATABASE_URL + "?x", "the " + DATABASE_URL, DATABASE_URL.replace("app", "web"))
print(len(DATABASE_URL), DATABASE_URL[3:6], bool(DATABASE_URL), "sql" in DATABASE_URL)
print(list(NAMES), NAMES[0], sorted(NAMES), [name.upper() for name in NAMES])
print(configuration.settings.uri, app.config.settings.uri, configuration.DATABASE_URL)
print(Settings(database_url="given").database_url, get_settings().url_for("a", suffix=".sqlite"))
print(settings.root, settings.root / "data", settings.model_dump()["mode"] == "local")
print(getattr(settings, "none", "default"), hasattr(settings, "none"), hasattr(settings, "debug"))
print(get_url(), app.address.get_url(), "none" if not settings.debug else "debug")
print(engine.url, engine.dialect.name, async_engine.url, url, url.database, database.engine.url)
print(database.translated.get_execution_options())
try:
    fails()
except ValueError as error:
    print(error)

config = context.config
fileConfig(config.config_file_name)
config.set_main_option("sqlalchemy.url", DATABASE_URL)
target_metadata = Base.metadata

if context.is_offline_mode():
    context.configure(
        url=settings.database_url, target_metadata=target_metadata, version_table=VERSION_TABLE
    )
    with context.begin_transaction():
        context.run_migrations()
else:
    with engine.connect() as connection:
        context.configure(
            connection=connection, target_metadata=target_metadata, version_table=VERSION_TABLE
        )
        with context.begin_transaction():
            context.run_migrations()
