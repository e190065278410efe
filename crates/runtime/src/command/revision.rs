//! `revision` and `merge`: new revision files.

use std::cell::RefCell;
use std::path::PathBuf;
use std::rc::Rc;

use limbeck_script::{Script, ScriptDirectory};

use super::{revision_environment, run_env, scripts};
use crate::{EnvironmentOptions, Error, MigrationContext, Session, TemplateVariables};

/// What a new revision is to be.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct NewRevision {
    /// `--rev-id`; made up when not given.
    pub rev_id: Option<String>,
    /// `-m`.
    pub message: Option<String>,
    /// `--head`: what it follows; `head` when empty.
    pub head: Vec<String>,
    /// `--splice`: whether it may follow a revision that is no head.
    pub splice: bool,
    /// `--branch-label`.
    pub branch_label: Vec<String>,
    /// `--version-path`.
    pub version_path: Option<PathBuf>,
    /// `--depends-on`.
    pub depends_on: Vec<String>,
    /// Further variables for script.py.mako: `imports`, `upgrades`,
    /// `downgrades` and those of env.py's `template_args`.
    pub variables: TemplateVariables,
}

/// The arguments of [`revision`].
#[derive(Clone, Debug, PartialEq, Default)]
pub struct RevisionArguments {
    /// What the revision is to be.
    pub new: NewRevision,
    /// `--autogenerate`.
    pub autogenerate: bool,
    /// `--sql`.
    pub sql: bool,
}

/// Writes a new revision file, or as many as env.py's hooks make of it.
/// `None` stands for a file that is not a revision by its name.
pub fn revision(
    session: &Session,
    arguments: RevisionArguments,
) -> Result<Vec<Option<Rc<Script>>>, Error> {
    let script = scripts(session)?;
    if arguments.autogenerate {
        if arguments.sql {
            return Err(Error::command(
                "Using --sql with --autogenerate does not make any sense",
            ));
        }
        return Err(no_autogenerate("revision --autogenerate"));
    }
    let environment = revision_environment(session)?;
    if arguments.sql && !environment {
        return Err(Error::command(
            "Using --sql with the revision command when revision_environment is not configured \
             does not make any sense",
        ));
    }
    let revisions = if environment {
        revise(session, &script, arguments)?
    } else {
        vec![arguments.new]
    };
    revisions
        .into_iter()
        .map(|new| generate(session, &script, new))
        .collect()
}

/// Compares the models with the database.
pub fn check(session: &Session) -> Result<(), Error> {
    scripts(session)?;
    Err(no_autogenerate("check"))
}

fn no_autogenerate(command: &str) -> Error {
    Error::Command(format!(
        "{command} is not available yet: comparing models with a database is still missing"
    ))
}

/// Runs env.py, so that its hooks see the new revision.
fn revise(
    session: &Session,
    script: &Rc<ScriptDirectory>,
    arguments: RevisionArguments,
) -> Result<Vec<NewRevision>, Error> {
    let revisions = Rc::new(RefCell::new(vec![arguments.new]));
    let (revised, environment) = (revisions.clone(), session.environment.clone());
    let plan = Box::new(move |heads: &[String], context: &Rc<MigrationContext>| {
        let before = revised.borrow().clone();
        let after = environment.revise(&context.environment()?, heads, before)?;
        revised.replace(after);
        Ok(Vec::new())
    });
    run_env(
        session,
        script,
        EnvironmentOptions {
            as_sql: arguments.sql,
            template_arguments: Some(RefCell::default()),
            ..EnvironmentOptions::new(plan)
        },
    )?;
    Ok(revisions.take())
}

/// Writes a new revision that merges others.
pub fn merge(
    session: &Session,
    revisions: &[String],
    new: NewRevision,
) -> Result<Option<Rc<Script>>, Error> {
    let script = scripts(session)?;
    if revision_environment(session)? {
        let plan = Box::new(|_: &[String], _: &Rc<MigrationContext>| Ok(Vec::new()));
        run_env(
            session,
            &script,
            EnvironmentOptions {
                template_arguments: Some(RefCell::default()),
                ..EnvironmentOptions::new(plan)
            },
        )?;
    }
    let head = script.merge_revisions(revisions)?;
    generate(session, &script, NewRevision { head, ..new })
}

/// Writes one revision file.
fn generate(
    _session: &Session,
    _script: &Rc<ScriptDirectory>,
    _new: NewRevision,
) -> Result<Option<Rc<Script>>, Error> {
    Err(Error::command("new revision files cannot be written yet"))
}
