//! A project on PostgreSQL.

use limbeck_testkit::postgres;

use crate::project::{ENV, Project, ini};

const ASYNC_ENV: &str = "import asyncio

from sqlalchemy import pool
from sqlalchemy.ext.asyncio import async_engine_from_config

from alembic import context

config = context.config


def do_run_migrations(connection):
    context.configure(connection=connection, target_metadata=None)
    with context.begin_transaction():
        context.run_migrations()


async def run_async_migrations():
    connectable = async_engine_from_config(
        config.get_section(config.config_ini_section, {}),
        prefix='sqlalchemy.',
        poolclass=pool.NullPool,
    )
    async with connectable.connect() as connection:
        await connection.run_sync(do_run_migrations)
    await connectable.dispose()


asyncio.run(run_async_migrations())
";

/// A project for that database, with that env.py.
fn project(url: &str, env: &str) -> Project {
    let project = Project::new();
    let url = url.replace('%', "%%");
    project
        .write("alembic.ini", &ini().replace("sqlite:///%(here)s/test.db", &url))
        .write("migrations/env.py", env)
        .revision(
            "aaa",
            None,
            "op.create_table('users',\n    sa.Column('id', sa.Integer(), primary_key=True),\n    \
             sa.Column('mood', sa.Enum('sad', 'ok', name='mood')),\n)",
            "op.drop_table('users')\nop.execute('DROP TYPE mood')",
        )
        .revision(
            "bbb",
            Some("aaa"),
            "with op.get_context().autocommit_block():\n    op.execute(\"ALTER TYPE mood ADD VALUE 'happy'\")\n\
             users = sa.table('users', sa.column('id'), sa.column('mood'))\n\
             op.bulk_insert(users, [{'id': 1, 'mood': 'happy'}, {'id': 2, 'mood': None}])\n\
             op.create_index('ix_mood', 'users', ['mood'], postgresql_concurrently=True)\n\
             bind = op.get_bind()\n\
             print(bind.dialect.name, bind.execute(sa.text('SELECT mood FROM users WHERE id = :id'), {'id': 1}).scalar())",
            "op.drop_index('ix_mood')",
        );
    project
}

#[test]
fn every_driver_upgrades_and_downgrades() {
    let database = postgres::database();
    for (driver, env) in [("psycopg2", ENV), ("psycopg", ENV), ("asyncpg", ASYNC_ENV)] {
        let project = project(&database.url_for(driver), env);
        assert_eq!(
            project.upgrade("head").success(),
            "postgresql happy\n",
            "{driver}"
        );
        assert_eq!(
            database.query("SELECT version_num FROM alembic_version"),
            ["bbb"]
        );
        assert_eq!(
            database.query("SELECT id, mood FROM users ORDER BY id"),
            ["1|happy", "2|"]
        );
        project.downgrade("base").success();
        assert_eq!(database.query("SELECT to_regtype('mood') IS NULL"), ["t"]);
        database.reset();
    }
}

#[test]
fn a_failed_run_leaves_what_alembic_would_leave() {
    for (per_migration, kept) in [("False", vec![]), ("True", vec!["aaa"])] {
        let database = postgres::database();
        let env = ENV.replace(
            "connection=connection,",
            &format!("connection=connection, transaction_per_migration={per_migration},"),
        );
        let project = project(&database.url(), &env);
        project.revision("bbb", Some("aaa"), "op.execute('SELECT nowhere')", "pass");
        let error = project.upgrade("head").failure();
        assert!(
            error
                .to_string()
                .contains("column \"nowhere\" does not exist"),
            "{error}"
        );
        let failure = error.failure().expect("a failed run");
        assert_eq!(failure.revision.as_deref(), Some("bbb"));
        assert_eq!(failure.kept, kept);
        let (path, line) = error.location().expect("a line");
        assert_eq!(path, project.path("migrations/versions/bbb_.py"));
        assert_eq!(line, 10);
        assert_eq!(
            database.query("SELECT count(*) FROM pg_tables WHERE tablename = 'users'"),
            [kept.len().to_string()]
        );
    }
}

#[test]
fn the_version_table_may_be_in_another_schema() {
    let database = postgres::database();
    database.psql("CREATE SCHEMA app");
    let env = ENV.replace(
        "connection=connection,",
        "connection=connection, version_table_schema='app', version_table='migrations',",
    );
    let project = project(&database.url(), &env);
    project.upgrade("aaa").success();
    assert_eq!(
        database.query("SELECT version_num FROM app.migrations"),
        ["aaa"]
    );
    assert_eq!(project.current().success(), "aaa\n");
}

#[test]
fn a_transaction_that_env_py_began_is_its_own() {
    let database = postgres::database();
    let env = ENV.replace(
        "with connectable.connect() as connection:",
        "with connectable.begin() as connection:",
    );
    let project = project(&database.url(), &env);
    project.upgrade("aaa").success();
    assert_eq!(
        database.query("SELECT version_num FROM alembic_version"),
        ["aaa"]
    );
}

#[test]
fn tenants_are_migrated_one_by_one() {
    let database = postgres::database();
    let env = ENV
        .replace(
            "with connectable.connect() as connection:",
            "tenant = context.get_x_argument(as_dictionary=True)['tenant']\n    with connectable.connect() as connection:\n        \
             from sqlalchemy import text\n        connection.execute(text('set search_path to \"%s\"' % tenant))\n        \
             connection.commit()\n        connection.dialect.default_schema_name = tenant",
        );
    for tenant in ["one", "two"] {
        database.psql(&format!("CREATE SCHEMA {tenant}"));
        let project = project(&database.url(), &env).with_x(&[&format!("tenant={tenant}")]);
        project.upgrade("aaa").success();
        assert_eq!(
            database.query(&format!("SELECT version_num FROM {tenant}.alembic_version")),
            ["aaa"]
        );
    }
}
