//! What env.py files do besides running migrations.

use limbeck_python::PythonException;
use limbeck_runtime::Error;

use crate::project::{ENV, Project};

/// A project whose only revision makes a table, with that env.py.
fn with_env(env: &str) -> Project {
    let project = Project::new();
    project.write("migrations/env.py", env).revision(
        "aaa",
        None,
        "op.create_table('t', sa.Column('id', sa.Integer()))",
        "op.drop_table('t')",
    );
    project
}

/// The usual env.py with something more among the options of `configure()`,
/// and something before all else.
fn configured(before: &str, options: &str) -> Project {
    let env = ENV.replace(
        "target_metadata=target_metadata",
        &format!("target_metadata=target_metadata{options}"),
    );
    let (imports, rest) = env.split_once("config = context.config\n").unwrap();
    with_env(&format!(
        "{imports}config = context.config\n{before}\n{rest}"
    ))
}

#[track_caller]
fn exception(error: &Error) -> &PythonException {
    match error.cause() {
        Error::Raised(error) => error.downcast_ref().expect("a Python exception"),
        other => panic!("{other:?}"),
    }
}

#[test]
fn env_py_may_set_the_url() {
    let project = configured(
        "import os\nconfig.set_main_option('sqlalchemy.url', os.environ.get('LIMBECK_NOT_SET', 'sqlite:///' + config.get_main_option('here') + '/other.db'))",
        "",
    );
    project.upgrade("head").success();
    assert!(project.path("other.db").exists());
    assert!(!project.path("test.db").exists());
}

#[test]
fn a_bare_percent_in_set_main_option_is_refused_as_configparser_does() {
    let error = configured(
        "config.set_main_option('sqlalchemy.url', 'sqlite:///a%b')",
        "",
    )
    .upgrade("head")
    .failure();
    assert_eq!(
        error.to_string(),
        "invalid interpolation syntax in 'sqlite://***' at position 11"
    );
}

#[test]
fn the_config_object_reads_and_writes_like_alembics() {
    let project = with_env(
        "from alembic import context\nconfig = context.config\n\
         print(config.config_ini_section, config.get_main_option('nothing'), config.get_main_option('nothing', 'x'))\n\
         config.set_section_option('other', 'a', 'b%%c')\n\
         print(config.get_section('other')['a'], config.get_section('none', 5), config.get_section_option('other', 'a'))\n\
         print(config.file_config.has_option('alembic', 'script_location'), config.file_config['other']['a'])\n\
         print('alembic' in config.file_config, config.file_config.get('other', 'zz', fallback=None))\n\
         config.remove_main_option('sqlalchemy.url')\nprint(config.get_main_option('sqlalchemy.url'))\n\
         config.attributes['x'] = 1\nprint(context.config.attributes, config.attributes is context.config.attributes)\n\
         print(config.get_alembic_option('prepend_sys_path').endswith('nowhere'), config.get_alembic_boolean_option('sourceless'))\n\
         config.print_stdout('%s!', 'hello')\n",
    );
    assert_eq!(
        project.current().success(),
        "alembic None x\nb%c 5 b%c\nTrue b%c\nTrue None\nNone\n{'x': 1} True\nFalse False\nhello!\n"
    );
}

#[test]
fn the_command_line_is_seen() {
    let project = with_env(
        "from alembic import context\n\
         print(context.get_x_argument(), context.get_x_argument(as_dictionary=True))\n\
         opts = context.config.cmd_opts\n\
         print(opts.x, opts.name, getattr(opts, 'autogenerate', False), opts.cmd[0].__name__)\n\
         print(context.get_tag_argument(), context.get_revision_argument(), context.get_head_revision())\n\
         print(context.is_offline_mode(), context.requires_connection(), context.get_starting_revision_argument())\n",
    )
    .with_x(&["tenant=one", "flag"]);
    assert_eq!(
        project.upgrade("head").success(),
        "['tenant=one', 'flag'] {'tenant': 'one', 'flag': ''}\n\
         ['tenant=one', 'flag'] alembic False upgrade\n\
         None aaa aaa\nFalse True None\n"
    );
}

#[test]
fn callbacks_hear_of_each_step() {
    let project = configured(
        "def applied(*, ctx, step, heads, run_args, **kw):\n    print(step.is_upgrade, step.is_stamp, step.up_revision_id, step.down_revision_ids, heads, run_args, step.up_revision.doc, ctx.as_sql)",
        ", on_version_apply=applied",
    );
    assert_eq!(
        project.upgrade("head").success(),
        "True False aaa () {'aaa'} {} message of aaa False\n"
    );
    assert_eq!(
        project.downgrade("base").success(),
        "False False aaa () set() {} message of aaa False\n"
    );
}

#[test]
fn every_option_of_configure_is_accepted() {
    configured(
        "def no(*args, **kw):\n    return True",
        ", include_object=no, include_name=no, include_schemas=True, compare_type=no, \
         compare_server_default=no, render_as_batch=True, render_item=no, \
         process_revision_directives=no, transaction_per_migration=True, tag='x', \
         template_args={'a': 1}, upgrade_token='u', downgrade_token='d', \
         alembic_module_prefix='op.', sqlalchemy_module_prefix='sa.', user_module_prefix='m.', \
         version_table='versions', version_table_pk=False, something_else=5",
    )
    .upgrade("head")
    .success();
}

#[test]
fn the_version_table_has_the_name_it_is_given() {
    let project = configured("", ", version_table='versions'");
    project.upgrade("head").success();
    assert_eq!(project.query("SELECT version_num FROM versions"), "aaa\n");
}

#[test]
fn arguments_of_run_migrations_reach_the_scripts() {
    let project = with_env(&ENV.replace(
        "context.run_migrations()",
        "context.run_migrations(prefix='p')",
    ));
    project.write(
        "migrations/versions/aaa_.py",
        "from alembic import op\nrevision = 'aaa'\ndown_revision = None\n\
         def upgrade(prefix, other=2):\n    print(prefix, other, op.get_context().as_sql)\n",
    );
    assert_eq!(project.upgrade("head").success(), "p 2 False\n");
}

#[test]
fn operations_can_be_imported_before_there_is_a_migration() {
    let project = with_env(ENV);
    project.write(
        "migrations/versions/aaa_.py",
        "from alembic.op import execute, get_bind\nrevision = 'aaa'\ndown_revision = None\n\
         def upgrade():\n    execute('CREATE TABLE t (x TEXT)')\n    print(get_bind().dialect.name)\n",
    );
    assert_eq!(project.upgrade("head").success(), "sqlite\n");
}

#[test]
fn a_command_error_of_the_project_is_a_command_error() {
    let error = with_env("from alembic.util import CommandError\nraise CommandError('not here')\n")
        .upgrade("head")
        .failure();
    assert!(
        matches!(&error, Error::Command(text) if text == "not here"),
        "{error:?}"
    );
}

#[test]
fn an_exception_of_a_script_comes_out_with_its_traceback() {
    let project = with_env(ENV);
    project.revision("aaa", None, "raise ValueError('broken')", "pass");
    let error = project.upgrade("head").failure();
    assert_eq!(
        error
            .failure()
            .and_then(|failure| failure.revision.as_deref()),
        Some("aaa")
    );
    let exception = exception(&error);
    assert_eq!(
        (exception.class(), exception.message()),
        ("ValueError", "broken")
    );
    assert!(
        exception
            .traceback()
            .contains("aaa_.py\", line 10, in upgrade"),
        "{}",
        exception.traceback()
    );
}

#[test]
fn a_script_without_the_function_is_an_attribute_error() {
    let project = with_env(ENV);
    project.write(
        "migrations/versions/aaa_.py",
        "revision = 'aaa'\ndown_revision = None\n",
    );
    let error = project.upgrade("head").failure();
    assert_eq!(
        exception(&error).message(),
        "module 'aaa__py' has no attribute 'upgrade'"
    );
}

#[test]
fn a_database_error_names_the_line_of_the_script() {
    let project = with_env(ENV);
    project.revision(
        "aaa",
        None,
        "x = 1\nop.execute('SELECT * FROM nowhere')",
        "pass",
    );
    let error = project.upgrade("head").failure();
    assert!(matches!(error.cause(), Error::Database(_)), "{error:?}");
    let (path, line) = error.location().expect("a line");
    assert_eq!(
        (path, line),
        (project.path("migrations/versions/aaa_.py").as_path(), 11)
    );
}

#[test]
fn env_py_may_catch_what_the_database_says() {
    let project = with_env(&ENV.replace(
        "        with context.begin_transaction():\n            context.run_migrations()\n\n\nif",
        "        from sqlalchemy.exc import OperationalError\n        try:\n            with context.begin_transaction():\n                context.run_migrations()\n        except OperationalError as error:\n            print('caught', type(error).__name__)\n\n\nif",
    ));
    project.revision("aaa", None, "op.execute('SELECT * FROM nowhere')", "pass");
    assert_eq!(
        project.upgrade("head").success(),
        "caught OperationalError\n"
    );
}

#[test]
fn a_module_that_is_not_there_is_told_by_name() {
    let error = with_env("from nowhere import current_app\n")
        .upgrade("head")
        .failure();
    assert_eq!(exception(&error).message(), "No module named 'nowhere'");
}

#[test]
fn wrong_arguments_are_type_errors() {
    let project = with_env(ENV);
    project.revision("aaa", None, "op.create_primary_key('pk')", "pass");
    let error = project.upgrade("head").failure();
    let exception = exception(&error);
    assert_eq!(exception.class(), "TypeError");
    assert!(exception.message().contains("create_primary_key() missing 2 required positional arguments: 'table_name' and 'columns'"), "{}", exception.message());
}

#[test]
fn a_batch_knows_how_it_may_be_carried_out() {
    let project = with_env(ENV);
    project.revision(
        "aaa",
        None,
        "with op.batch_alter_table('t', recreate='sometimes') as batch_op:\n    pass",
        "pass",
    );
    let error = project.upgrade("head").failure();
    let exception = exception(&error);
    assert_eq!(exception.class(), "ValueError");
    assert_eq!(
        exception.message(),
        "recreate may be one of 'auto', 'always', or 'never'."
    );
}

#[test]
fn an_async_engine_runs_its_migrations_in_run_sync() {
    let project = with_env(
        "import asyncio\nfrom sqlalchemy import pool\nfrom sqlalchemy.ext.asyncio import async_engine_from_config\n\
         from alembic import context\nconfig = context.config\n\
         def do_run_migrations(connection):\n    context.configure(connection=connection, target_metadata=None)\n    \
         with context.begin_transaction():\n        context.run_migrations()\n\
         async def run_async_migrations():\n    connectable = async_engine_from_config(config.get_section(config.config_ini_section, {}), prefix='sqlalchemy.', poolclass=pool.NullPool)\n    \
         async with connectable.connect() as connection:\n        await connection.run_sync(do_run_migrations)\n    await connectable.dispose()\n\
         asyncio.run(run_async_migrations())\n",
    );
    let ini = crate::project::ini().replace("sqlite:///", "sqlite+aiosqlite:///");
    project.write("alembic.ini", &ini);
    project.upgrade("head").success();
    assert_eq!(
        project.query("SELECT version_num FROM alembic_version"),
        "aaa\n"
    );
}

#[test]
fn a_script_directory_can_be_read() {
    let project = with_env(
        "from alembic import context\nscript = context.script\n\
         print(script.get_current_head(), script.get_heads(), script.get_bases())\n\
         print([s.revision for s in script.walk_revisions()])\n\
         s = script.get_revision('aaa')\nprint(s.revision, s.down_revision, s.doc, s.is_head, s.nextrev, s.module.upgrade.__name__, s)\n\
         print(script.get_revision('base'), script.as_revision_number('head'))\n\
         from alembic.util import CommandError\n\
         try:\n    script.get_revision('zzz')\nexcept CommandError as error:\n    print(error)\n",
    );
    project.revision("bbb", Some("aaa"), "pass", "pass");
    assert_eq!(
        project.current().success(),
        "bbb ['bbb'] ['aaa']\n['bbb', 'aaa']\n\
         aaa None message of aaa False frozenset({'bbb'}) upgrade <base> -> aaa, message of aaa\n\
         None bbb\nCan't locate revision identified by 'zzz'\n"
    );
}

#[test]
fn a_command_may_run_inside_of_env_py() {
    let project = with_env(
        "from alembic import context, command\nfrom alembic.config import Config\nfrom sqlalchemy import create_engine\n\
         shared = context.config.attributes.get('connection')\n\
         if shared is None:\n    config = Config(context.config.config_file_name)\n    \
         with create_engine(config.get_main_option('sqlalchemy.url')).begin() as connection:\n        \
         config.attributes['connection'] = connection\n        command.upgrade(config, 'head')\n        \
         command.heads(config)\n\
         else:\n    context.configure(connection=shared)\n    with context.begin_transaction():\n        context.run_migrations()\n",
    );
    assert_eq!(project.current().success(), "aaa (head)\n");
    assert_eq!(
        project.query("SELECT version_num FROM alembic_version"),
        "aaa\n"
    );
}

#[test]
fn a_context_can_be_made_outside_of_env_py() {
    let project = with_env(ENV);
    project.revision(
        "aaa",
        None,
        "from alembic.migration import MigrationContext\nfrom alembic.operations import Operations\n\
         inner = MigrationContext.configure(op.get_bind())\nprint(inner.get_current_revision())\n\
         Operations(inner).create_table('t', sa.Column('id', sa.Integer()))\n\
         printed = MigrationContext.configure(dialect_name='postgresql', opts={'as_sql': True})\n\
         Operations(printed).drop_table('t')",
        "pass",
    );
    assert_eq!(project.upgrade("head").success(), "None\nDROP TABLE t;\n\n");
    assert_eq!(
        project.query("SELECT name FROM sqlite_master WHERE name = 't'"),
        "t\n"
    );
}

#[test]
fn projects_add_operations_of_their_own() {
    let project = with_env(ENV);
    project.revision(
        "aaa",
        None,
        "from alembic.operations import Operations, MigrateOperation, ops, toimpl\n\
         @Operations.register_operation('create_thing')\nclass CreateThing(MigrateOperation):\n    \
         def __init__(self, name):\n        self.name = name\n    \
         @classmethod\n    def create_thing(cls, operations, name):\n        return operations.invoke(cls(name))\n\
         @Operations.implementation_for(CreateThing)\ndef create_thing(operations, operation):\n    \
         operations.execute('CREATE TABLE %s (x TEXT)' % operation.name)\n    return operation.name\n\
         @Operations.implementation_for(ops.CreateTableOp, replace=True)\ndef create_table(operations, operation):\n    \
         print('creating', operation.table_name)\n    return toimpl.create_table(operations, operation)\n\
         print(op.create_thing('thing'))\nprint(op.create_table('other', sa.Column('x', sa.Integer())).name)",
        "pass",
    );
    assert_eq!(
        project.upgrade("head").success(),
        "thing\ncreating other\nother\n"
    );
}

#[test]
fn configure_without_a_connection_is_refused_online() {
    let error = with_env(
        "from alembic import context\ncontext.configure(url='sqlite://')\n\
         with context.begin_transaction():\n    context.run_migrations()\n",
    )
    .upgrade("head")
    .failure();
    assert_eq!(exception(&error).class(), "AssertionError");
}

#[test]
fn sys_exit_keeps_its_code_and_its_words() {
    let outcome = with_env("import sys\nsys.exit(3)\n").current();
    assert_eq!(exception(&outcome.failure()).exit_code(), Some(3));
    let outcome = with_env("import sys\nsys.exit('bye')\n").current();
    assert_eq!(outcome.stderr, "bye\n");
    assert_eq!(exception(&outcome.failure()).exit_code(), Some(1));
}

#[test]
fn revisions_are_written_by_commands_inside_of_env_py() {
    let project = with_env(
        "from alembic import context, command\nconfig = context.config\n\
         one = command.revision(config, 'one', rev_id='bbb')\n\
         two = command.revision(config, 'two', rev_id='ccc', head='aaa', splice=True, branch_label='side')\n\
         merged = command.merge(config, ['bbb', 'ccc'], message='both', rev_id='mmm')\n\
         for script in (one, two, merged):\n    \
         print(script.revision, script.down_revision, script.doc, sorted(script.branch_labels))\n\
         try:\n    command.revision(config, head='aaa')\n\
         except Exception as error:\n    print(type(error).__name__, error)\n",
    );
    let template = "\"\"\"${message}\"\"\"\nrevision = ${repr(up_revision)}\n\
                    down_revision = ${repr(down_revision)}\nbranch_labels = ${repr(branch_labels)}\n\
                    depends_on = ${repr(depends_on)}\n";
    project.write("migrations/script.py.mako", template);
    let printed = project.current().success();
    let lines: Vec<&str> = printed
        .lines()
        .filter(|line| !line.starts_with("Generating "))
        .collect();
    assert_eq!(
        lines,
        [
            "bbb aaa one []",
            "ccc aaa two ['side']",
            "mmm ('bbb', 'ccc') both ['side']",
            "CommandError Revision aaa is not a head revision; please specify --splice to create a \
             new branch from this revision",
        ]
    );
}
