"""`ScriptDirectory.generate_revision()` and post-write hooks of the program."""

import io
import os

from alembic import command, util
from alembic.config import Config
from alembic.script import ScriptDirectory, write_hooks
from alembic.util import CommandError


class Quiet:
    quiet = True


config = Config("alembic.ini", cmd_opts=Quiet())
script = ScriptDirectory.from_config(config)
made = script.generate_revision("c3", "the third one", imports="import os", upgrades="print(1)")
print(made.revision, made.down_revision, made.doc, os.path.basename(made.path), script.get_current_head())
print(open(made.path).read())
other = script.generate_revision("d4", None, head="b2", splice=True, branch_labels=["x", "y"], depends_on="c3")
print(other.doc, sorted(other.branch_labels), other.dependencies, sorted(script.get_heads()))
merged = script.generate_revision("e5", "both", head=["c3", "d4"])
print(merged.down_revision, script.get_current_head(), len(util.rev_id()))
for wrong in (
    lambda: script.generate_revision("f6", "x", head="b2"),
    lambda: script.generate_revision("f-6", "x"),
    lambda: script.generate_revision("f6", "x", version_path="elsewhere"),
    lambda: script.generate_revision("f6", "x", depends_on="zz"),
    lambda: script.generate_revision("f6", "x", head="zz"),
):
    try:
        wrong()
        print("no error")
    except CommandError as error:
        print("CommandError:", str(error).replace(os.getcwd(), "<here>"))


@write_hooks.register("shout")
def shout(path, options):
    print("hook", os.path.basename(path), sorted(options.items()))
    text = open(path).read()
    with open(path, "w") as file:
        file.write(text.replace("words of it", "WORDS"))


config.set_section_option("post_write_hooks", "hooks", "loud, loud2")
config.set_section_option("post_write_hooks", "loud.type", "shout")
config.set_section_option("post_write_hooks", "loud.volume", "11")
config.set_section_option("post_write_hooks", "loud2.type", "shout")
made = command.revision(config, "words of it", rev_id="aa")
print(made.doc, open(made.path).read()[:9])
config.set_section_option("post_write_hooks", "loud2.type", "unknown")
try:
    command.revision(config, "more", rev_id="bb")
except CommandError as error:
    print("CommandError:", error)
