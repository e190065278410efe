# One database.

[alembic]
# Where the migration environment lives: env.py, script.py.mako and versions/.
# %(here)s stands for the directory that holds this file.
script_location = ${script_location}

# How new revision files are named. The default is %%(rev)s_%%(slug)s; the
# tokens are rev, slug, epoch, year, month, day, hour, minute and second.
# Names that sort by date:
# file_template = %%(year)d_%%(month).2d_%%(day).2d_%%(hour).2d%%(minute).2d-%%(rev)s_%%(slug)s
# A folder for each year and month (needs recursive_version_locations = true):
# file_template = %%(year)d/%%(month).2d/%%(day).2d_%%(hour).2d%%(minute).2d_%%(second).2d_%%(rev)s_%%(slug)s

# Directories from which env.py and the revisions import; separated as
# path_separator says.
prepend_sys_path = .

# Time zone of the dates in new revisions, such as UTC or Europe/Berlin.
# Left out, it is the local time.
# timezone =

# Longest slug in a file name.
# truncate_slug_length = 40

# Whether "revision" runs env.py even without --autogenerate.
# revision_environment = false

# Whether .pyc files without their .py count as revisions.
# sourceless = false

# Directories that hold revisions; the default is versions/ inside of
# script_location. With more than one, the first revision of each is made with
# --version-path.
# version_locations = %(here)s/versions:%(here)s/more_versions

# What separates the paths in this file: os (":" on Unix, ";" on Windows),
# space, newline, ":" or ";". Without this line, spaces, commas and colons
# separate them, as in files of old.
path_separator = os

# Whether the directories with revisions are searched to any depth.
# recursive_version_locations = false

# Encoding in which new revisions are written.
# output_encoding = utf-8

# The database. Only env.py reads this line, and env.py may find the URL
# elsewhere instead.
sqlalchemy.url = driver://user:pass@localhost/dbname


[post_write_hooks]
# Programs that are run on each new revision file. REVISION_SCRIPT_FILENAME
# stands for the file's path.

# Format it with black, run as the command that its package installs:
# hooks = black
# black.type = console_scripts
# black.entrypoint = black
# black.options = -l 79 REVISION_SCRIPT_FILENAME

# Check it with ruff, run as a Python module:
# hooks = ruff
# ruff.type = module
# ruff.module = ruff
# ruff.options = check --fix REVISION_SCRIPT_FILENAME

# The same, run as a program on the PATH:
# hooks = ruff
# ruff.type = exec
# ruff.executable = ruff
# ruff.options = check --fix REVISION_SCRIPT_FILENAME

# Logging, read by env.py.
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
datefmt = %H:%M:%S
