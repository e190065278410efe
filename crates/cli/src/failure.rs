//! How an error is shown, and which exit code it gives. Hints are made here
//! and nowhere else.

use std::fmt::{self, Write as _};
use std::io::{self, Write as _};
use std::path::Path;

use limbeck_python::PythonException;
use limbeck_runtime::{Error, Failure, HalfDone, Level, Outcome, Session, command};

/// Alembic's exit code for `FAILED: …`.
const FAILED: i32 = 255;
/// An exception out of env.py or of a script.
const RAISED: i32 = 1;
/// Ended by Ctrl-C, as shells count it.
const INTERRUPTED: i32 = 130;

/// Writes to standard error. Nothing is to be done when nobody reads it.
pub fn tell(text: &str) {
    let _ = io::stderr().write_all(text.as_bytes());
}

/// Shows an error that came before there was a session.
pub fn before_session(error: &limbeck_config::Error, program: &str, quiet: bool) -> i32 {
    if !quiet {
        let _ = writeln!(io::stdout(), "FAILED: {error}");
    }
    for hint in crate::hint::config(error, program) {
        tell(&format!("hint: {hint}\n"));
    }
    FAILED
}

/// Shows an error that has nothing to do with migrations.
pub fn plain(error: &dyn fmt::Display) -> i32 {
    tell(&format!("limbeck: {error}\n"));
    RAISED
}

/// Shows the error of a command and returns the exit code.
///
/// With `--raiseerr` what Alembic would report as `FAILED: …` comes out as the
/// exception that it is.
pub fn report(session: &Session, error: &Error, program: &str, raise: bool) -> i32 {
    let cause = error.cause();
    let raised = match cause {
        Error::Raised(raised) => raised.downcast_ref::<PythonException>(),
        _ => None,
    };
    let code = if let Some(code) = raised.and_then(PythonException::exit_code) {
        code
    } else if matches!(cause, Error::Differences { printed: true, .. }) {
        FAILED
    } else if error.is_command_error() && raise {
        if let Some(traceback) = error.traceback() {
            tell(traceback);
        } else {
            tell(&format!("alembic.util.exc.CommandError: {cause}\n"));
        }
        RAISED
    } else if error.is_command_error() {
        let text = cause.to_string();
        session
            .log
            .log("alembic.util.messaging", Level::Error, &text);
        let _ = command::message(session, &format!("FAILED: {text}"));
        FAILED
    } else if matches!(cause, Error::Interrupted) {
        tell("Interrupted.\n");
        INTERRUPTED
    } else if let Some(traceback) = raised
        .map(PythonException::traceback)
        .or_else(|| error.traceback())
    {
        tell(traceback);
        RAISED
    } else {
        tell(&format!("error: {cause}\n"));
        RAISED
    };
    let _ = session.stdout.borrow_mut().flush();
    let mut notes = String::new();
    if let Some(failure) = error.failure() {
        let location = error
            .location()
            .or_else(|| raised.and_then(PythonException::location));
        state(&mut notes, failure, location, program);
    }
    for hint in crate::hint::hints(cause, program) {
        let _ = writeln!(notes, "hint: {hint}");
    }
    tell(&notes);
    code
}

/// What became of the run, and how to go on.
fn state(notes: &mut String, failure: &Failure, location: Option<(&Path, usize)>, program: &str) {
    let verb = if failure.upgrade {
        "upgrade"
    } else {
        "downgrade"
    };
    if let Some(revision) = &failure.revision {
        let _ = write!(notes, "\nrevision: {revision} ({verb}) failed");
        if let Some(path) = &failure.path {
            let _ = write!(notes, ", in {}", path.display());
            if let Some((_, line)) = location.filter(|(file, _)| file == path) {
                let _ = write!(notes, ", line {line}");
            }
        }
        notes.push('\n');
    }
    let outcome = match failure.outcome {
        Outcome::RolledBack if !failure.undone.is_empty() => format!(
            "rolled back, and with it {} of this run that came before: {}",
            counted(failure.undone.len()),
            failure.undone.join(", ")
        ),
        Outcome::RolledBack => "rolled back; nothing of it is left".to_owned(),
        Outcome::Partial => "partly committed: it left the transaction on its own, so look \
                             at what is there before you go on"
            .to_owned(),
        Outcome::External => "in a transaction that env.py began, and that is env.py's to \
                              commit or roll back"
            .to_owned(),
        Outcome::InDoubt => format!(
            "committed or rolled back, but the connection was lost before the answer came; \
             `{program} current` tells"
        ),
        Outcome::Offline => return,
    };
    if let Some(half_done) = &failure.half_done {
        state_half_done(notes, half_done, verb, program);
        return;
    }
    let _ = writeln!(notes, "changes: {outcome}");
    if !failure.kept.is_empty() {
        let _ = writeln!(
            notes,
            "kept: {} of this run: {}",
            counted(failure.kept.len()),
            failure.kept.join(", ")
        );
    }
    if let Some(heads) = &failure.heads {
        let at = if heads.is_empty() {
            "base: no revision is applied".to_owned()
        } else {
            heads.join(", ")
        };
        let _ = writeln!(notes, "database: at {at}");
    }
    let _ = writeln!(
        notes,
        "hint: mend the cause and run the same `{program} {verb}` again; it goes on from there"
    );
}

/// The statements of a revision that a server has kept in part.
fn state_half_done(notes: &mut String, half_done: &HalfDone, verb: &str, program: &str) {
    let _ = writeln!(
        notes,
        "changes: partly kept, because the database commits DDL by itself"
    );
    let mut list = |title: &str, statements: &[String]| {
        for statement in statements {
            let _ = writeln!(notes, "  {title}: {}", one_line(statement));
        }
    };
    list("kept", &half_done.kept);
    list("rolled back", &half_done.undone);
    list("failed", half_done.failed.as_slice());
    let _ = writeln!(
        notes,
        "hint: mend the cause and run `{program} {verb} … --resume`, which goes on after the \
         statements that were kept; or finish the revision by hand and say so with `{program} \
         stamp`"
    );
}

/// The beginning of a statement, in one line.
fn one_line(statement: &str) -> String {
    let words: Vec<&str> = statement.split_whitespace().collect();
    let line = words.join(" ");
    match line.char_indices().nth(100) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

fn counted(number: usize) -> String {
    match number {
        1 => "one revision".to_owned(),
        _ => format!("{number} revisions"),
    }
}
