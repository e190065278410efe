[tool.alembic]

# Where the migration environment lives: env.py, script.py.mako and versions/.
# %(here)s stands for the directory that holds this file.
script_location = "${script_location}"

# How new revision files are named. The default is %%(rev)s_%%(slug)s; the
# tokens are rev, slug, epoch, year, month, day, hour, minute and second.
# Names that sort by date:
# file_template = "%%(year)d_%%(month).2d_%%(day).2d_%%(hour).2d%%(minute).2d-%%(rev)s_%%(slug)s"
# A folder for each year and month (needs recursive_version_locations = true):
# file_template = "%%(year)d/%%(month).2d/%%(day).2d_%%(hour).2d%%(minute).2d_%%(second).2d_%%(rev)s_%%(slug)s"

# Directories from which env.py and the revisions import.
prepend_sys_path = [
    "."
]

# Time zone of the dates in new revisions, such as "UTC" or "Europe/Berlin".
# Left out, it is the local time.
# timezone = "UTC"

# Longest slug in a file name.
# truncate_slug_length = 40

# Whether "revision" runs env.py even without --autogenerate.
# revision_environment = false

# Whether .pyc files without their .py count as revisions.
# sourceless = false

# Directories that hold revisions; the default is versions/ inside of
# script_location. With more than one, the first revision of each is made with
# --version-path.
# version_locations = [
#    "%(here)s/versions",
#    "%(here)s/more_versions"
# ]

# Whether the directories with revisions are searched to any depth.
# recursive_version_locations = false

# Encoding in which new revisions are written.
# output_encoding = "utf-8"

# Programs that are run on each new revision file. REVISION_SCRIPT_FILENAME
# stands for the file's path.
#
# Format it with black, run as the command that its package installs:
# [[tool.alembic.post_write_hooks]]
# name = "black"
# type = "console_scripts"
# entrypoint = "black"
# options = "-l 79 REVISION_SCRIPT_FILENAME"
#
# Check it with ruff, run as a Python module:
# [[tool.alembic.post_write_hooks]]
# name = "ruff"
# type = "module"
# module = "ruff"
# options = "check --fix REVISION_SCRIPT_FILENAME"
#
# The same, run as a program on the PATH:
# [[tool.alembic.post_write_hooks]]
# name = "ruff"
# type = "exec"
# executable = "ruff"
# options = "check --fix REVISION_SCRIPT_FILENAME"
