//! `edit`: opens revision files in an editor.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::rc::Rc;

use limbeck_script::Script;

use super::{run_env, scripts};
use crate::{EnvironmentOptions, Error, MigrationContext, Session, Settings};

/// Editors that are tried when none is chosen.
const EDITORS: [&str; 5] = ["sensible-editor", "editor", "nano", "vim", "code"];

/// Opens the files of the revisions of that symbol in an editor, one after
/// another.
pub fn edit(session: &Session, rev: &str) -> Result<(), Error> {
    let script = scripts(session)?;
    if rev != "current" {
        let found = script.get_revisions(rev)?;
        if found.is_empty() {
            return Err(Error::Command(format!(
                "No revision files indicated by symbol '{rev}'"
            )));
        }
        return open_all(session, &found);
    }
    let (opened, directory) = (session.clone(), script.clone());
    let plan = Box::new(move |heads: &[String], context: &Rc<MigrationContext>| {
        if heads.is_empty() {
            return Err(Error::command("No current revisions"));
        }
        context.check_heads_are_known(heads)?;
        open_all(&opened, &directory.get_revisions(heads)?)?;
        Ok(Vec::new())
    });
    run_env(session, &script, EnvironmentOptions::new(plan))
}

fn open_all(session: &Session, scripts: &[Rc<Script>]) -> Result<(), Error> {
    for script in scripts {
        open(&session.settings, script.path())
            .map_err(|reason| Error::Command(format!("Error executing editor ({reason})")))?;
    }
    Ok(())
}

fn open(settings: &Settings, file: &Path) -> Result<(), String> {
    let editor = find_editor(settings)?;
    let status = Command::new(&editor)
        .arg(file)
        .status()
        .map_err(|error| error.to_string())?;
    if status.success() {
        return Ok(());
    }
    let command = format!("['{}', '{}']", editor.display(), file.display());
    Err(match status.code() {
        Some(code) => format!("Command '{command}' returned non-zero exit status {code}."),
        None => format!("Command '{command}' was ended by a signal."),
    })
}

fn find_editor(settings: &Settings) -> Result<PathBuf, String> {
    let mut candidates: Vec<String> = EDITORS.iter().map(|&editor| editor.to_owned()).collect();
    for (index, variable) in ["EDITOR", "VISUAL"].iter().enumerate() {
        if let Some(choice) = (settings.variable)(variable) {
            if Path::new(&choice).exists() {
                return Ok(choice.into());
            }
            if !choice.contains(std::path::MAIN_SEPARATOR) {
                candidates.insert(index.min(candidates.len()), choice);
            }
        }
    }
    let path = (settings.variable)("PATH").unwrap_or_default();
    candidates
        .iter()
        .flat_map(|candidate| {
            std::env::split_paths(&path).map(move |folder| folder.join(candidate))
        })
        .find(|program| program.exists())
        .ok_or_else(|| {
            "No suitable editor found. Please set the \"EDITOR\" or \"VISUAL\" environment \
             variables"
                .into()
        })
}
