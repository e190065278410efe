"""What projects.toml says, and the stock project made for each of it."""

import shutil
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

INI = """\
[alembic]
script_location = %(here)s/migrations
version_locations = {versions}
prepend_sys_path = {path}
path_separator = newline
sqlalchemy.url = {url}

[loggers]
keys = root,sqlalchemy,alembic

[handlers]
keys = console

[formatters]
keys = generic

[logger_root]
level = WARNING
handlers = console
qualname =

[logger_sqlalchemy]
level = WARNING
handlers =
qualname = sqlalchemy.engine

[logger_alembic]
level = INFO
handlers =
qualname = alembic

[handler_console]
class = StreamHandler
args = (sys.stderr,)
level = NOTSET
formatter = generic

[formatter_generic]
format = %(levelname)-5.5s [%(name)s] %(message)s
"""

ENVIRONMENT = '''\
from logging.config import fileConfig

from alembic import context
from sqlalchemy import MetaData, engine_from_config, pool

{imports}
config = context.config
fileConfig(config.config_file_name, disable_existing_loggers=False)
target_metadata = MetaData(naming_convention={naming!r} or None)
options = {configure!r}
arguments = {arguments!r}

if context.is_offline_mode():
    context.configure(
        url=config.get_main_option("sqlalchemy.url"),
        target_metadata=target_metadata,
        literal_binds=True,
        dialect_opts={{"paramstyle": "named"}},
        **options,
    )
    with context.begin_transaction():
        context.run_migrations(**arguments)
else:
    connectable = engine_from_config(
        config.get_section(config.config_ini_section, {{}}),
        prefix="sqlalchemy.",
        poolclass=pool.NullPool,
    )
    with connectable.connect() as connection:
        context.configure(connection=connection, target_metadata=target_metadata, **options)
        with context.begin_transaction():
            context.run_migrations(**arguments)
'''


@dataclass
class Project:
    """One history of a published package; the fields are described at the
    top of projects.toml."""

    name: str
    package: str
    versions: str
    source: bool = False
    group: str = "alone"
    kinds: list = field(default_factory=lambda: ["postgresql"])
    driver: str = "psycopg"
    naming: dict = field(default_factory=dict)
    configure: dict = field(default_factory=dict)
    arguments: dict = field(default_factory=dict)
    path: list = field(default_factory=list)
    beside: list = field(default_factory=list)
    imports: list = field(default_factory=list)
    venv: str = "plain"
    variables: dict = field(default_factory=dict)
    before: str = ""
    reasons: dict = field(default_factory=dict)

    def version_table(self):
        return self.configure.get("version_table", "alembic_version")

    def lay(self, folder: Path, unpacked: Path, beside: list, url: str):
        """Writes the stock project into `folder`, anew."""
        shutil.rmtree(folder, ignore_errors=True)
        scripts = folder / "migrations"
        scripts.mkdir(parents=True)
        path = [str(unpacked / part) for part in self.path] + [str(other) for other in beside]
        (folder / "alembic.ini").write_text(INI.format(
            versions=str(unpacked / self.versions).replace("%", "%%"),
            path="".join(f"\n    {entry}" for entry in [*path, "%(here)s"]),
            url=url.replace("%", "%%"),
        ))
        (scripts / "env.py").write_text(ENVIRONMENT.format(
            imports="".join(f"import {module}  # noqa: F401\n" for module in self.imports),
            naming=self.naming, configure=self.configure, arguments=self.arguments))
        (scripts / "script.py.mako").write_text('"""${message}"""\n')


def read(file: Path) -> tuple[list[Project], dict]:
    """The histories, and what each virtual environment needs, by name."""
    found = tomllib.loads(file.read_text())
    return [Project(**entry) for entry in found["project"]], found["venv"]
