"""`Config`, built in memory and read from a file."""

import io
import os

from alembic.config import Config
from alembic.util import CommandError

config = Config()
print(config.config_file_name, config.config_ini_section, config.attributes)
config.set_main_option("script_location", "migrations")
config.set_main_option("sqlalchemy.url", "sqlite:///app.db")
config.set_section_option("mine", "foo", "bar")
config.set_section_option("mine", "both", "%(foo)s and %%")
print(config.get_main_option("script_location"), config.get_main_option("nothing", "default"))
print(config.get_section("mine"), config.get_section("absent"), config.get_section("absent", {"a": "b"}))
print(config.get_section_option("mine", "both"), config.get_section_option("mine", "no", "else"))
config.remove_main_option("sqlalchemy.url")
print(config.get_main_option("sqlalchemy.url"))
try:
    config.get_section_option("absent", "foo")
except CommandError as error:
    print("CommandError:", error)
try:
    config.set_main_option("bad", "50%")
except ValueError as error:
    print("ValueError:", error)

out = io.StringIO()
config = Config(stdout=out, attributes={"one": 1})
config.print_stdout("plain %s")
config.print_stdout("some %s and %d", "text", 7)
print(repr(out.getvalue()), config.attributes)
config.attributes["connection"] = object
print(sorted(config.attributes))

config = Config("alembic.ini", config_args={"password": "tiger"})
print(config.config_file_name, config.get_main_option("script_location").replace(os.getcwd(), "."))
print(config.file_config.sections()[:1], config.file_config.has_option("alembic", "sqlalchemy.url"))
config.set_main_option("with", "%(password)s")
print(config.get_main_option("with"))
print(config.get_alembic_option("script_location").replace(os.getcwd(), "."))
print(config.get_alembic_boolean_option("sourceless"))
print(config.get_prepend_sys_paths_list(), config.get_version_locations_list())
print(config.messaging_opts)

config = Config("absent.ini")
try:
    print(config.get_main_option("script_location"))
except CommandError as error:
    print("CommandError:", error)
print(os.path.basename(config.get_template_directory()))

with open("pyproject.toml", "w") as file:
    file.write('[tool.alembic]\nscript_location = "%(here)s/migrations"\nfile_template = "%%(rev)s"\nsourceless = true\n')
config = Config(toml_file="pyproject.toml")
print(config.get_alembic_option("script_location").replace(os.getcwd(), "."), config.get_alembic_option("file_template"))
print(config.get_alembic_boolean_option("sourceless"), config.toml_file_name, sorted(config.toml_alembic_config))
hooks = Config()
hooks.set_section_option("post_write_hooks", "hooks", "black, lint")
hooks.set_section_option("post_write_hooks", "black.type", "console_scripts")
hooks.set_section_option("post_write_hooks", "lint.type", "exec")
print(hooks.get_hooks_list())
