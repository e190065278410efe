"""Several environments in one ini file, chosen with `-n`."""

import os
import shutil

from alembic.config import CommandLine, Config
from alembic.script import ScriptDirectory
import sqlalchemy as sa

shutil.copytree("migrations", "other")
for name in os.listdir("other/versions"):
    if name.startswith("b2"):
        os.remove(os.path.join("other/versions", name))
with open("alembic.ini", "w") as file:
    file.write(
        """
[DEFAULT]
prefix = sqlite

[alembic]
script_location = migrations
path_separator = os
sqlalchemy.url = %(prefix)s:///app.db

[second]
script_location = %(here)s/other
path_separator = os
sqlalchemy.url = %(prefix)s:///second.db
"""
    )
line = CommandLine()
line.main(["upgrade", "head"])
line.main(["-n", "second", "upgrade", "head"])
line.main(["current"])
line.main(["--name", "second", "current"])
line.main(["-n", "second", "heads"])
for name in ("app", "second"):
    with sa.create_engine("sqlite:///%s.db" % name).connect() as connection:
        print(name, [len(sa.inspect(connection).get_columns("account"))])
config = Config("alembic.ini", ini_section="second")
print(ScriptDirectory.from_config(config).get_heads(), config.get_main_option("sqlalchemy.url"))
try:
    line.main(["-n", "third", "heads"])
except SystemExit as error:
    print(error.code)
