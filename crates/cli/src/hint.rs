//! What may help, for the errors that have a usual cause.

use limbeck_runtime::Error;

/// Hints for an error, the most likely first.
pub fn hints(error: &Error, program: &str) -> Vec<String> {
    match error {
        Error::Command(text) => command(text, program),
        Error::Config(error) => config(error, program),
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
    let hint = if text.starts_with("Multiple head revisions are present") {
        format!(
            "`{program} heads` shows them, and `{program} merge heads -m \"…\"` joins them into one"
        )
    } else if text.starts_with("No 'script_location' key found") {
        format!("run `{program} init FOLDER` to begin a project, or name its file with --config")
    } else if text.starts_with("Path doesn't exist") {
        "script_location is relative to the current folder, unless it begins with %(here)s".into()
    } else if text.starts_with("Target database is not up to date") {
        format!("run `{program} upgrade head` first")
    } else {
        return Vec::new();
    };
    vec![hint]
}

fn config(error: &limbeck_config::Error, program: &str) -> Vec<String> {
    use limbeck_config::Error::{
        InterpolationMissingOption, InterpolationSyntax, InvalidInterpolation, NoSuchSection,
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
        _ => Vec::new(),
    }
}
