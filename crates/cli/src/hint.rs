//! What may help, for the errors that have a usual cause.

use limbeck_python::PythonException;
use limbeck_runtime::Error;
use limbeck_script::RevisionError;

/// Hints for an error, the most likely first.
pub fn hints(error: &Error, program: &str) -> Vec<String> {
    match error {
        Error::Command(text) => command(text, program),
        Error::Config(error) => config(error, program),
        Error::Script(error) => script(error, program),
        Error::Database(error) => database(error),
        Error::Raised(raised) => match raised.downcast_ref::<PythonException>() {
            Some(exception) => python(exception),
            None => Vec::new(),
        },
        Error::UnknownRevision {
            revision,
            version_table,
            ..
        } => vec![format!(
            "the table {version_table} names {revision}, and no script has that id; get the \
             script from the branch that made it, or set the table right with \
             `{program} stamp --purge REVISION`"
        )],
        Error::Locked { .. } => vec![format!(
            "wait for it to end, wait longer with --lock-timeout, or, when you are sure that \
             nobody else is migrating, run `{program} --no-lock …`"
        )],
        _ => Vec::new(),
    }
}

fn command(text: &str, program: &str) -> Vec<String> {
    if text.starts_with("Target database is not up to date") {
        vec![format!("run `{program} upgrade head` first")]
    } else if text.starts_with("Can't proceed with --autogenerate option; environment script") {
        vec![
            "import the models in env.py and say `target_metadata = Base.metadata`, where Base is \
             theirs; then pass it to context.configure(target_metadata=target_metadata)"
                .into(),
        ]
    } else {
        Vec::new()
    }
}

/// Hints for an error of the configuration.
pub fn config(error: &limbeck_config::Error, program: &str) -> Vec<String> {
    use limbeck_config::Error::{
        InterpolationMissingOption, InterpolationSyntax, InvalidInterpolation, NoSuchSection,
        NotUtf8,
    };
    match error {
        NoSuchSection { .. } => vec![format!(
            "run it in the folder of alembic.ini, name the file with --config, or begin a \
             project with `{program} init FOLDER`"
        )],
        InterpolationMissingOption { .. }
        | InterpolationSyntax { .. }
        | InvalidInterpolation { .. } => {
            vec!["a % that is meant as itself is written %%".into()]
        }
        NotUtf8 { .. } => vec!["save the file as UTF-8".into()],
        _ => Vec::new(),
    }
}

fn script(error: &limbeck_script::Error, program: &str) -> Vec<String> {
    use limbeck_script::Error as Script;
    match error {
        Script::Config(error) => config(error, program),
        Script::Revision(error) => revision(error),
        Script::NoSuchRevision { reason, near, .. } => vec![with_near(reason, near)],
        Script::MissingRevision { missing, near, .. } => vec![with_near(
            &format!(
                "the script of {missing} is missing: get it from the branch that made it, or \
                 correct down_revision"
            ),
            near,
        )],
        Script::MultipleHeads { heads, .. } => multiple_heads(heads, program),
        Script::NoScriptLocation => vec![format!(
            "run it in the folder of alembic.ini, name the file with --config, or begin a \
             project with `{program} init FOLDER`"
        )],
        Script::NoSuchPath { path } if path.is_relative() => vec![
            "script_location is relative to the current folder, unless it begins with %(here)s"
                .into(),
        ],
        Script::Encoding { .. } => vec![
            "save the file as UTF-8, or name its encoding in its first line: \
             `# -*- coding: latin-1 -*-`"
                .into(),
        ],
        _ => Vec::new(),
    }
}

fn multiple_heads(heads: &[String], program: &str) -> Vec<String> {
    let mut different = heads.to_vec();
    different.sort();
    different.dedup();
    match different.as_slice() {
        [one] => vec![format!(
            "more than one file has the revision id {one}; give one of them another id"
        )],
        _ => vec![format!(
            "the heads are {}; `{program} merge heads -m \"…\"` joins them into one",
            different.join(", ")
        )],
    }
}

fn revision(error: &RevisionError) -> Vec<String> {
    match error {
        RevisionError::Resolution { near, .. } if !near.is_empty() => vec![did_you_mean(near)],
        RevisionError::Missing { near, .. } if !near.is_empty() => vec![did_you_mean(near)],
        RevisionError::Cycle { .. } => {
            vec!["correct down_revision or depends_on in one of their files".into()]
        }
        _ => Vec::new(),
    }
}

fn with_near(text: &str, near: &[String]) -> String {
    if near.is_empty() {
        text.to_owned()
    } else {
        format!("{text}; {}", did_you_mean(near))
    }
}

fn did_you_mean(near: &[String]) -> String {
    match near {
        [others @ .., last] if !others.is_empty() => {
            format!("did you mean {} or {last}?", others.join(", "))
        }
        near => format!("did you mean {}?", near.concat()),
    }
}

fn database(error: &limbeck_database::Error) -> Vec<String> {
    use limbeck_database::Error::{UrlPort, UrlSyntax};
    let message = error.message();
    let specific = match error.sqlstate() {
        Some("3D000") => Some(match name_in(error) {
            Some(name) => format!("create it with `createdb {name}`, or `CREATE DATABASE` in psql"),
            None => "create it with `createdb NAME`, or `CREATE DATABASE` in psql".into(),
        }),
        Some("28P01") => Some(format!(
            "the server does not take the URL's password from this user; {PERCENT}"
        )),
        Some("55P03") => Some("another session holds the lock; try again when it has ended".into()),
        _ if matches!(error, UrlSyntax) => Some(
            "sqlalchemy.url looks like postgresql://user:password@host:5432/name or \
             sqlite:///path/to/file.db"
                .into(),
        ),
        _ if matches!(error, UrlPort(_)) => Some(PERCENT.to_owned()),
        _ if message.contains("unable to open database file") => {
            Some("the file's folder must exist and be writable".into())
        }
        _ => None,
    };
    specific.into_iter().chain(error.hint()).collect()
}

/// The database's name in the URL of a failed connection.
fn name_in(error: &limbeck_database::Error) -> Option<String> {
    let url = error.driver_error()?.url.as_deref()?;
    let url = limbeck_database::Url::parse(url).ok()?;
    url.database().map(str::to_owned)
}

/// What most often is wrong with a password in a URL.
const PERCENT: &str = "in a URL's user and password the characters @ : / ? # % are written %40 \
                       %3A %2F %3F %23 %25, and in alembic.ini each of these % twice";

fn python(exception: &PythonException) -> Vec<String> {
    let message = exception.message();
    let ours = ["sqlalchemy", "alembic"].iter().any(|package| {
        message.contains(&format!("'{package}'")) || message.contains(&format!("'{package}."))
    });
    match (exception.class(), message) {
        ("AttributeError" | "ImportError" | "ModuleNotFoundError" | "UnloadableModule", _)
            if ours =>
        {
            vec![
            "limbeck brings its own sqlalchemy and alembic, and they have no such name; if the \
             real ones have it, say it another way, with op.execute() for example"
                .into(),
        ]
        }
        ("AttributeError", message) if reads_rows(message) => vec![
            "offline (--sql) nothing is executed, and so there are no rows to read; run it online, \
             or let the script ask `context.is_offline_mode()` first"
                .into(),
        ],
        ("KeyError", "'url'") => {
            vec!["sqlalchemy.url is not set in the configuration's section".into()]
        }
        ("ModuleNotFoundError", _) => vec![
            "modules are looked for in prepend_sys_path, in PYTHONPATH and in the active virtual \
             environment"
                .into(),
        ],
        _ => Vec::new(),
    }
}

/// Whether a script wanted rows of a statement that gave none at all, as those
/// of an offline run do.
fn reads_rows(message: &str) -> bool {
    const METHODS: &[&str] = &[
        "all",
        "fetchall",
        "fetchmany",
        "fetchone",
        "first",
        "inserted_primary_key",
        "keys",
        "mappings",
        "one",
        "one_or_none",
        "partitions",
        "rowcount",
        "scalar",
        "scalar_one",
        "scalar_one_or_none",
        "scalars",
        "unique",
    ];
    message
        .strip_prefix("'NoneType' object has no attribute '")
        .and_then(|name| name.strip_suffix('\''))
        .is_some_and(|name| METHODS.contains(&name))
}
