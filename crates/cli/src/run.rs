//! From arguments to an exit code.

use std::io;
use std::path::Path;

use limbeck_runtime::command::{self, NewRevision, RevisionArguments};
use limbeck_runtime::{Error, Session};

use crate::arguments::{Arguments, Command};
use crate::{failure, pages, session};

/// Runs the command and returns the exit code.
pub fn run(arguments: Arguments, program: &str) -> i32 {
    match &arguments.command {
        Command::Completions { shell } => {
            pages::completions(*shell, program);
            return 0;
        }
        Command::Man { folder } => {
            return match pages::man(folder.as_deref(), program) {
                Ok(()) => 0,
                Err(error) => failure::plain(&error),
            };
        }
        _ => {}
    }
    let session = match session::open(&arguments) {
        Ok(session) => session,
        Err(error) => return failure::before_session(&error, program, arguments.global.quiet),
    };
    let raise = arguments.global.raiseerr;
    let result = dispatch(&session, arguments.command);
    let flushed = session.stdout.borrow_mut().flush();
    match result.and(flushed.map_err(Error::Output)) {
        Ok(()) => 0,
        Err(Error::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => BROKEN_PIPE,
        Err(error) => {
            let code = failure::report(&session, &error, program, raise);
            let _ = session.stdout.borrow_mut().flush();
            code
        }
    }
}

/// What a shell reports of a program whose reader went away.
const BROKEN_PIPE: i32 = 141;

fn dispatch(session: &Session, command: Command) -> Result<(), Error> {
    match command {
        Command::Branches(flags) => command::branches(session, flags.verbose),
        Command::Check(flags) => command::check(session, flags.json),
        Command::Current(flags) => command::current(session, flags.check_heads, flags.verbose),
        Command::Downgrade(to) => {
            command::downgrade(session, &to.revision, to.sql, to.tag.as_deref())
        }
        Command::Edit { rev } => command::edit(session, &rev),
        Command::EnsureVersion { sql } => command::ensure_version(session, sql),
        Command::Heads(flags) => command::heads(session, flags.verbose, flags.resolve_dependencies),
        Command::History(flags) => command::history(
            session,
            flags.rev_range.as_deref(),
            flags.verbose,
            flags.indicate_current,
        ),
        Command::Init(init) => {
            command::init(session, &init.directory, &init.template, init.package)
        }
        Command::ListTemplates => command::list_templates(session),
        Command::Merge(merge) => command::merge(
            session,
            &merge.revisions,
            NewRevision {
                rev_id: merge.rev_id,
                message: merge.message,
                splice: merge.splice,
                branch_label: merge.branch_label.into_iter().collect(),
                ..NewRevision::default()
            },
        )
        .map(drop),
        Command::Python { words } => match words.split_first() {
            Some((file, words)) => command::python(session, Path::new(file), words),
            None => Ok(()),
        },
        Command::Revision(new) => command::revision(
            session,
            RevisionArguments {
                autogenerate: new.autogenerate,
                sql: new.sql,
                new: NewRevision {
                    rev_id: new.rev_id,
                    message: new.message,
                    head: new.head.into_iter().collect(),
                    splice: new.splice,
                    branch_label: new.branch_label.into_iter().collect(),
                    version_path: new.version_path.map(Into::into),
                    depends_on: new.depends_on,
                    ..NewRevision::default()
                },
            },
        )
        .map(drop),
        Command::Show { rev } => command::show(session, &rev),
        Command::Stamp(to) => {
            command::stamp(session, &to.revisions, to.sql, to.tag.as_deref(), to.purge)
        }
        Command::Upgrade(to) => command::upgrade(session, &to.revision, to.sql, to.tag.as_deref()),
        Command::Completions { .. } | Command::Man { .. } => Ok(()),
    }
}
