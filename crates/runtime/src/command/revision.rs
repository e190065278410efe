//! `revision` and `merge`: new revision files.

use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use limbeck_script::{Names, RevisionVariables, Script, ScriptDirectory};

use super::messages::Shown;
use super::{print, revision_environment, run_env, scripts};
use crate::{
    EnvironmentContext, EnvironmentOptions, Error, MigrationContext, Session, TemplateValue,
    TemplateVariables,
};

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
    if arguments.autogenerate && arguments.sql {
        return Err(Error::command(
            "Using --sql with --autogenerate does not make any sense",
        ));
    }
    let environment = arguments.autogenerate || revision_environment(session)?;
    if arguments.sql && !environment {
        return Err(Error::command(
            "Using --sql with the revision command when revision_environment is not configured \
             does not make any sense",
        ));
    }
    let revisions = if environment {
        let context = revise(session, &script, &arguments)?;
        let revised = session.environment.revisions(&context)?;
        revised.unwrap_or_else(|| vec![arguments.new])
    } else {
        vec![arguments.new]
    };
    revisions
        .into_iter()
        .map(|new| generate_revision(session, &script, new))
        .collect()
}

/// Compares the models with the database: [`Error::Differences`] if there are
/// any. `json` prints them, or their absence, as a JSON array.
pub fn check(session: &Session, json: bool) -> Result<(), Error> {
    let script = scripts(session)?;
    let arguments = RevisionArguments {
        autogenerate: true,
        new: NewRevision {
            head: vec!["head".to_owned()],
            ..NewRevision::default()
        },
        ..RevisionArguments::default()
    };
    let context = revise(session, &script, &arguments)?;
    let differences = session.environment.differences(&context)?;
    if json {
        print(session, &differences.json)?;
    } else if differences.count == 0 {
        print(session, "No new upgrade operations detected.")?;
    }
    if differences.count > 0 {
        return Err(Error::Differences {
            text: differences.text,
            printed: json,
        });
    }
    Ok(())
}

/// Runs env.py, so that models are compared and hooks see the new revision.
fn revise(
    session: &Session,
    script: &Rc<ScriptDirectory>,
    arguments: &RevisionArguments,
) -> Result<Rc<EnvironmentContext>, Error> {
    let (new, autogenerate) = (arguments.new.clone(), arguments.autogenerate);
    let environment = session.environment.clone();
    let plan = Box::new(move |heads: &[String], context: &Rc<MigrationContext>| {
        environment.revise(&context.environment()?, heads, &new, autogenerate)?;
        Ok(Vec::new())
    });
    let options = EnvironmentOptions {
        as_sql: arguments.sql,
        template_arguments: Some(RefCell::default()),
        ..EnvironmentOptions::new(plan)
    };
    let context = EnvironmentContext::new(session.clone(), script.clone(), options);
    context.run()?;
    Ok(context)
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
    let head = merged(&script, revisions)?;
    generate_revision(session, &script, NewRevision { head, ..new })
}

/// The revisions to merge. Where Alembic only fails, `head` beside other
/// revisions means the one head that they leave, and a branch label means
/// the head of its branch.
fn merged(script: &ScriptDirectory, revisions: &[String]) -> Result<Vec<String>, Error> {
    let map = script.revision_map()?;
    if revisions.len() < 2 || map.heads().len() < 2 {
        return Ok(revisions.to_vec());
    }
    let is_label = |symbol: &str| {
        map.place(symbol)
            .and_then(|place| map.at(place))
            .is_some_and(|labelled| labelled.revision != symbol && !labelled.is_head())
    };
    let named: Vec<String> = revisions
        .iter()
        .map(|symbol| {
            if is_label(symbol) {
                format!("{symbol}@head")
            } else {
                symbol.clone()
            }
        })
        .collect();
    let (head, others): (Vec<String>, Vec<String>) =
        named.iter().cloned().partition(|symbol| symbol == "head");
    let Ok(found) = script.get_revisions(&others) else {
        return Ok(named);
    };
    let mut left = map
        .heads()
        .iter()
        .filter(|head| !found.iter().any(|script| script.revision == **head));
    match (head.len(), left.next(), left.next()) {
        (1, Some(other), None) => Ok(named
            .into_iter()
            .map(|symbol| {
                if symbol == "head" {
                    other.clone()
                } else {
                    symbol
                }
            })
            .collect()),
        _ => Ok(named),
    }
}

/// Writes one revision file, from the directory's script.py.mako.
pub fn generate_revision(
    session: &Session,
    script: &ScriptDirectory,
    new: NewRevision,
) -> Result<Option<Rc<Script>>, Error> {
    let wanted = limbeck_script::NewRevision {
        revision: new.rev_id.unwrap_or_else(limbeck_script::new_id),
        message: new.message,
        head: match new.head.as_slice() {
            [] => "head".into(),
            [one] => one.into(),
            several => several.into(),
        },
        splice: new.splice,
        branch_labels: new.branch_label,
        version_path: new.version_path,
        depends_on: new.depends_on,
    };
    let mut render = |made: &RevisionVariables| {
        let mut variables = variables(made);
        variables.extend(new.variables.clone());
        render(session, &made.template, &variables).map_err(Box::from)
    };
    let written = script.generate_revision(&wanted, &Shown::new(session), &mut render);
    written.map_err(|error| match error {
        limbeck_script::Error::Render(cause) => match cause.downcast::<Error>() {
            Ok(error) => *error,
            Err(other) => limbeck_script::Error::Render(other).into(),
        },
        other => other.into(),
    })
}

fn render(
    session: &Session,
    template: &Path,
    variables: &TemplateVariables,
) -> Result<String, Error> {
    let text = std::fs::read_to_string(template).map_err(|source| Error::File {
        path: template.to_owned(),
        source,
    })?;
    session
        .environment
        .render_template(&session.config, template, &text, variables)
}

/// What script.py.mako is told of a revision.
fn variables(made: &RevisionVariables) -> TemplateVariables {
    let names = |names: &Names| match names {
        Names::None => TemplateValue::None,
        Names::One(name) => TemplateValue::Text(name.clone()),
        Names::Tuple(names) => TemplateValue::Tuple(names.clone()),
        Names::List(names) => TemplateValue::List(names.clone()),
    };
    [
        ("message", TemplateValue::Text(made.message.clone())),
        ("up_revision", TemplateValue::Text(made.up_revision.clone())),
        ("down_revision", names(&made.down_revision)),
        ("branch_labels", names(&made.branch_labels)),
        ("depends_on", names(&made.depends_on)),
        (
            "create_date",
            TemplateValue::DateTime(made.create_date.to_string()),
        ),
    ]
    .map(|(name, value)| (name.to_owned(), value))
    .into()
}
