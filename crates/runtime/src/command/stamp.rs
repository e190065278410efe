//! `stamp` and `ensure_version`: the version table alone.

use std::rc::Rc;

use super::{run_env, scripts};
use crate::{Destination, EnvironmentOptions, Error, MigrationContext, Session, Step};

/// Makes the version table name these revisions, without running anything.
pub fn stamp(
    session: &Session,
    revisions: &[String],
    sql: bool,
    tag: Option<&str>,
    purge: bool,
) -> Result<(), Error> {
    let script = scripts(session)?;
    let mut starting_rev: Option<&str> = None;
    let mut destinations = Vec::new();
    for revision in revisions {
        let destination = match revision.split_once(':') {
            Some((from, to)) if sql => {
                match starting_rev {
                    Some(start) if start != from => {
                        return Err(Error::command(
                            "Stamp operation with --sql only supports a single starting \
                             revision at a time",
                        ));
                    }
                    _ => starting_rev = Some(from),
                }
                to
            }
            _ => revision,
        };
        destinations.push(destination.to_owned());
    }
    let directory = script.clone();
    let targets = destinations.clone();
    let plan = Box::new(move |heads: &[String], context: &Rc<MigrationContext>| {
        context.check_heads_are_known(heads)?;
        Step::stamps(&directory, &targets, heads)
    });
    run_env(
        session,
        &script,
        EnvironmentOptions {
            as_sql: sql,
            starting_rev: starting_rev.map(str::to_owned),
            has_starting_rev: true,
            destination: Some(Destination::Several(destinations)),
            tag: tag.map(str::to_owned),
            purge,
            lock: true,
            ..EnvironmentOptions::new(plan)
        },
    )
}

/// Makes the version table if it is not there.
pub fn ensure_version(session: &Session, sql: bool) -> Result<(), Error> {
    let script = scripts(session)?;
    let plan = Box::new(|_: &[String], context: &Rc<MigrationContext>| {
        context.ensure_version_table(false)?;
        Ok(Vec::new())
    });
    run_env(
        session,
        &script,
        EnvironmentOptions {
            as_sql: sql,
            lock: true,
            ..EnvironmentOptions::new(plan)
        },
    )
}
