//! The commands that only look: `history`, `heads`, `branches`, `show`,
//! `current`.

use std::collections::BTreeSet;
use std::rc::Rc;

use limbeck_script::{Format, ScriptDirectory, Symbols};

use super::{print, revision_environment, run_env, scripts};
use crate::{EnvironmentOptions, Error, MigrationContext, Session};

/// Lists revisions, newest first. `rev_range` is `[start]:[end]`, where one
/// of them may be `current`.
pub fn history(
    session: &Session,
    rev_range: Option<&str>,
    verbose: bool,
    indicate_current: bool,
) -> Result<(), Error> {
    let script = scripts(session)?;
    let (base, head) = match rev_range {
        None => (None, None),
        Some(range) => {
            let (base, head) = range.trim().split_once(':').ok_or_else(|| {
                Error::command("History range requires [start]:[end], [start]:, or :[end]")
            })?;
            (Some(base.to_owned()), Some(head.to_owned()))
        }
    };
    let list = Listing {
        session: session.clone(),
        script: script.clone(),
        verbose,
        indicate_current,
    };
    let from_current = base.as_deref() == Some("current");
    let to_current = head.as_deref() == Some("current");
    let base = end(base, "base");
    let head = end(head, "heads");
    if !from_current && !to_current && !indicate_current && !revision_environment(session)? {
        return list.print(base, head, &[]);
    }
    let plan = Box::new(move |heads: &[String], _: &Rc<MigrationContext>| {
        let (base, head) = (base.clone(), head.clone());
        let now = || match heads {
            [] => None,
            _ => Some(Symbols::from(heads)),
        };
        if to_current {
            list.print(base, now().unwrap_or_else(|| "heads".into()), heads)?;
        } else if from_current {
            list.print(now().unwrap_or_else(|| "base".into()), head, heads)?;
        } else {
            list.print(base, head, heads)?;
        }
        Ok(Vec::new())
    });
    run_env(session, &script, EnvironmentOptions::new(plan))
}

/// One end of a range; an empty one stands for the default.
fn end(revision: Option<String>, default: &str) -> Symbols {
    match revision {
        Some(revision) if !revision.is_empty() => Symbols::One(revision),
        _ => default.into(),
    }
}

struct Listing {
    session: Session,
    script: Rc<ScriptDirectory>,
    verbose: bool,
    indicate_current: bool,
}

impl Listing {
    fn print(&self, base: Symbols, head: Symbols, currents: &[String]) -> Result<(), Error> {
        for script in self.script.walk_revisions(base, head)? {
            let current = self.indicate_current && currents.contains(&script.revision);
            let format = Format {
                verbose: self.verbose,
                include_branches: true,
                include_doc: true,
                include_parents: true,
                current,
                ..Format::default()
            };
            print(&self.session, &script.cmd_format(&format))?;
        }
        Ok(())
    }
}

/// Lists the heads.
pub fn heads(session: &Session, verbose: bool, resolve_dependencies: bool) -> Result<(), Error> {
    let script = scripts(session)?;
    let heads = if resolve_dependencies {
        script.get_revisions("heads")?
    } else {
        script.get_revisions(script.get_heads()?)?
    };
    for head in heads {
        let format = Format {
            verbose,
            include_branches: true,
            tree_indicators: false,
            ..Format::default()
        };
        print(session, &head.cmd_format(&format))?;
    }
    Ok(())
}

/// Lists the branch points, each with the revisions that follow it.
pub fn branches(session: &Session, verbose: bool) -> Result<(), Error> {
    let script = scripts(session)?;
    for point in script.walk_revisions("base", "heads")? {
        if !point.is_branch_point() {
            continue;
        }
        let format = Format {
            verbose,
            include_branches: true,
            ..Format::default()
        };
        print(session, &point.cmd_format(&format))?;
        let indent = " ".repeat(point.revision.chars().count());
        let format = Format {
            include_branches: true,
            include_doc: verbose,
            ..Format::default()
        };
        for next in script.get_revisions(point.nextrev())? {
            print(
                session,
                &format!("{indent} -> {}", next.cmd_format(&format)),
            )?;
        }
        print(session, "")?;
    }
    Ok(())
}

/// Shows the revisions of that symbol at length.
pub fn show(session: &Session, rev: &str) -> Result<(), Error> {
    let script = scripts(session)?;
    if rev != "current" {
        return show_all(session, &script, rev.into());
    }
    let (shown, directory) = (session.clone(), script.clone());
    let plan = Box::new(move |heads: &[String], context: &Rc<MigrationContext>| {
        context.check_heads_are_known(heads)?;
        show_all(&shown, &directory, heads.into())?;
        Ok(Vec::new())
    });
    run_env(session, &script, EnvironmentOptions::new(plan))
}

fn show_all(session: &Session, script: &ScriptDirectory, revisions: Symbols) -> Result<(), Error> {
    for revision in script.get_revisions(revisions)? {
        let format = Format {
            verbose: true,
            ..Format::default()
        };
        print(session, &revision.cmd_format(&format))?;
    }
    Ok(())
}

/// Prints the revisions that the database is at. With `check_heads`, fails
/// unless they are all the heads.
pub fn current(session: &Session, check_heads: bool, verbose: bool) -> Result<(), Error> {
    let script = scripts(session)?;
    let (shown, directory) = (session.clone(), script.clone());
    let plan = Box::new(move |heads: &[String], context: &Rc<MigrationContext>| {
        if verbose {
            let url = context.masked_url().unwrap_or_default();
            print(&shown, &format!("Current revision(s) for {url}:"))?;
        }
        if check_heads {
            let at: BTreeSet<&String> = heads.iter().collect();
            if at != directory.get_heads()?.iter().collect() {
                return Err(Error::NotAtHead);
            }
        }
        context.check_heads_are_known(heads)?;
        for revision in directory.get_all_current(heads)? {
            let format = Format {
                verbose,
                ..Format::default()
            };
            print(&shown, &revision.cmd_format(&format))?;
        }
        Ok(Vec::new())
    });
    run_env(
        session,
        &script,
        EnvironmentOptions {
            dont_mutate: true,
            ..EnvironmentOptions::new(plan)
        },
    )
}
