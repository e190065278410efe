//! `upgrade` and `downgrade`.

use std::rc::Rc;

use super::{run_env, scripts};
use crate::{Destination, Direction, EnvironmentOptions, Error, Session, Step};

/// Upgrades to a later revision; with `sql`, prints the SQL of it, and then
/// the revision may be a range `from:to`.
pub fn upgrade(
    session: &Session,
    revision: &str,
    sql: bool,
    tag: Option<&str>,
) -> Result<(), Error> {
    let script = scripts(session)?;
    let (starting_rev, revision) = range(revision, sql)?;
    run(
        session,
        &script,
        Direction::Upgrade,
        starting_rev,
        revision,
        sql,
        tag,
    )
}

/// Goes back to an earlier revision; with `sql`, prints the SQL of it, and
/// then the revision must be a range `from:to`.
pub fn downgrade(
    session: &Session,
    revision: &str,
    sql: bool,
    tag: Option<&str>,
) -> Result<(), Error> {
    let script = scripts(session)?;
    let (starting_rev, revision) = range(revision, sql)?;
    if sql && starting_rev.is_none() {
        return Err(Error::command(
            "downgrade with --sql requires <fromrev>:<torev>",
        ));
    }
    run(
        session,
        &script,
        Direction::Downgrade,
        starting_rev,
        revision,
        sql,
        tag,
    )
}

fn run(
    session: &Session,
    script: &Rc<limbeck_script::ScriptDirectory>,
    direction: Direction,
    starting_rev: Option<&str>,
    revision: &str,
    sql: bool,
    tag: Option<&str>,
) -> Result<(), Error> {
    let directory = script.clone();
    let destination = revision.to_owned();
    let plan = Box::new(
        move |heads: &[String], context: &Rc<crate::MigrationContext>| {
            context.check_heads_are_known(heads)?;
            Step::moves(&directory, &destination, heads, direction)
        },
    );
    run_env(
        session,
        script,
        EnvironmentOptions {
            as_sql: sql,
            starting_rev: starting_rev.map(str::to_owned),
            has_starting_rev: true,
            destination: Some(Destination::One(revision.to_owned())),
            tag: tag.map(str::to_owned),
            lock: true,
            ..EnvironmentOptions::new(plan)
        },
    )
}

/// Splits `from:to`, which only offline mode allows.
fn range(revision: &str, sql: bool) -> Result<(Option<&str>, &str), Error> {
    match revision.split_once(':') {
        None => Ok((None, revision)),
        Some(_) if !sql => Err(Error::command("Range revision not allowed")),
        Some((from, to)) => Ok((Some(from), to)),
    }
}
