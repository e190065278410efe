//! Makes a new revision file.

use std::path::{Path, PathBuf};
use std::rc::Rc;

use uuid::Uuid;

use crate::catch::Catch;
use crate::directory::History;
use crate::file_name::file_name;
use crate::graph::Declared;
use crate::versions::read_all;
use crate::{
    CreateDate, Error, Progress, RevisionError, Script, ScriptDirectory, Symbols, hook, place,
    status,
};

/// What a new revision is to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewRevision {
    /// Its identifier; see [`new_id`].
    pub revision: String,
    /// Its message.
    pub message: Option<String>,
    /// What it follows.
    pub head: Symbols,
    /// Whether it may follow a revision that others follow already.
    pub splice: bool,
    /// Labels for the branch that begins with it.
    pub branch_labels: Vec<String>,
    /// The version location that it goes to, where there are several.
    pub version_path: Option<PathBuf>,
    /// Revisions or labels that it depends on.
    pub depends_on: Vec<String>,
}

impl NewRevision {
    /// A revision on top of the one head.
    pub fn new(revision: impl Into<String>) -> Self {
        NewRevision {
            revision: revision.into(),
            message: None,
            head: Symbols::from("head"),
            splice: false,
            branch_labels: Vec::new(),
            version_path: None,
            depends_on: Vec::new(),
        }
    }
}

/// What the template of a new revision is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RevisionVariables {
    /// The template's file.
    pub template: PathBuf,
    /// The file to be written.
    pub path: PathBuf,
    /// The message.
    pub message: String,
    /// The identifier.
    pub up_revision: String,
    /// What it follows.
    pub down_revision: Names,
    /// The labels of its branch.
    pub branch_labels: Names,
    /// What it depends on.
    pub depends_on: Names,
    /// When it is made.
    pub create_date: CreateDate,
}

/// Identifiers as a template's variable: the kind shows in the rendered file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Names {
    /// Python's `None`.
    None,
    /// A string.
    One(String),
    /// A tuple of strings.
    Tuple(Vec<String>),
    /// A list of strings.
    List(Vec<String>),
}

/// Renders a template: gives the text of the new file.
pub type Render<'a> =
    &'a mut dyn FnMut(&RevisionVariables) -> Result<String, Box<dyn std::error::Error>>;

/// An identifier that no other revision has: twelve random hexadecimal
/// digits.
pub fn new_id() -> String {
    let hex = Uuid::new_v4().simple().to_string();
    hex[hex.len() - 12..].to_string()
}

impl ScriptDirectory {
    /// Writes a new revision file, runs the write hooks on it and reads it
    /// back. `None` when its name is not that of a revision file.
    ///
    /// # Errors
    /// A revision that does not fit into the graph, a version path that is
    /// not configured, a file that exists, [`Error::Render`], and those of
    /// the hooks. Nothing is written unless rendering succeeds.
    pub fn generate_revision(
        &self,
        new: &NewRevision,
        progress: &dyn Progress,
        render: Render<'_>,
    ) -> Result<Option<Rc<Script>>, Error> {
        Declared::verify_id(&new.revision)?;
        let catch = Catch {
            multiple_heads: Some(
                "Multiple heads are present; please specify the head revision on which the new revision should be based, or perform a merge.",
            ),
            ..Catch::default()
        };
        let heads = self.get_revisions_with(&new.head, &catch)?;
        let repeated = |(index, head): (usize, &Rc<Script>)| {
            heads[..index]
                .iter()
                .any(|other| other.revision == head.revision)
        };
        if heads.iter().enumerate().any(repeated) {
            return Err(Error::DuplicateHeads);
        }
        let create_date = CreateDate::now(self.timezone.as_deref())?;
        let location = self.location_of(new, &heads)?;
        if self.locations.is_some() {
            ensure_folder(&location, progress)?;
        }
        let message = new.message.as_deref();
        let path = location.join(file_name(
            &self.file_template,
            &new.revision,
            message.unwrap_or_default(),
            &create_date,
            self.truncate_slug_length,
        )?);
        if let Some(folder) = path.parent() {
            ensure_folder(folder, progress)?;
        }
        if !new.splice
            && let Some(head) = heads.iter().find(|head| !head.is_head())
        {
            return Err(Error::NotAHead {
                revision: head.revision.clone(),
            });
        }
        let depends_on = self.resolved_dependencies(&new.depends_on)?;
        self.refuse_what_exists(new, &path)?;
        let down: Vec<String> = heads.iter().map(|head| head.revision.clone()).collect();
        let variables = RevisionVariables {
            template: self.template_location(),
            path: place::absolute(&path),
            message: message.unwrap_or("empty message").into(),
            up_revision: new.revision.clone(),
            down_revision: scalar(down, Names::Tuple),
            branch_labels: match new.branch_labels.as_slice() {
                [] => Names::None,
                labels => Names::Tuple(labels.to_vec()),
            },
            depends_on: scalar(depends_on, Names::List),
            create_date,
        };
        let generating = format!("Generating {}", variables.path.display());
        status(progress, &generating, false, || {
            let text = render(&variables).map_err(Error::Render)?;
            let bytes = encode(&text, &self.output_encoding, &path)?;
            write_new(&path, &bytes)
        })?;
        hook::run_all(&self.hooks, &path, &self.surroundings, progress)?;
        self.read_back(new, &path)
    }

    /// The version location that a new revision goes to: the one named, the
    /// only one, or that of the first revision that it follows.
    fn location_of(&self, new: &NewRevision, heads: &[Rc<Script>]) -> Result<PathBuf, Error> {
        let mut locations = self.version_locations();
        let chosen = match (&new.version_path, locations.len()) {
            (Some(path), _) => path.clone(),
            (None, 1) => locations.swap_remove(0),
            (None, _) => {
                let folder = heads.first().and_then(|head| head.path().parent());
                folder.ok_or(Error::NoVersionPath)?.to_path_buf()
            }
        };
        let same = |one: &Path, other: &Path| {
            one == other
                || one
                    .canonicalize()
                    .is_ok_and(|one| other.canonicalize().is_ok_and(|other| one == other))
        };
        let absolute = place::absolute(&chosen);
        if self
            .version_locations()
            .iter()
            .any(|location| same(location, &absolute))
        {
            Ok(chosen)
        } else {
            Err(Error::UnknownVersionPath { path: chosen })
        }
    }

    /// Labels stay labels, and partial identifiers become whole.
    fn resolved_dependencies(&self, dependencies: &[String]) -> Result<Vec<String>, Error> {
        let resolve = |dependency: &String| match self.get_revision(dependency)? {
            Some(script) if !script.branch_labels().contains(dependency) => {
                Ok(script.revision.clone())
            }
            Some(_) => Ok(dependency.clone()),
            None => Err(Error::Revision(RevisionError::NotUsable {
                symbol: dependency.clone(),
            })),
        };
        dependencies.iter().map(resolve).collect()
    }

    /// Nothing that exists is written over, and no second revision or branch
    /// gets the name of a first one.
    fn refuse_what_exists(&self, new: &NewRevision, path: &Path) -> Result<(), Error> {
        let history = self.history()?;
        let map = &history.map;
        let taken = |key: &str| map.place(key).and_then(|place| history.scripts.get(place));
        for label in &new.branch_labels {
            if let Some(by) = taken(label) {
                return Err(Error::Revision(RevisionError::BranchLabelTaken {
                    label: label.clone(),
                    revision: new.revision.clone(),
                    by: by.revision.clone(),
                }));
            }
        }
        if let Some(script) = taken(&new.revision) {
            return Err(Error::RevisionExists {
                revision: new.revision.clone(),
                file: script.path().into(),
            });
        }
        if path.exists() {
            return Err(Error::FileExists { path: path.into() });
        }
        Ok(())
    }

    fn read_back(&self, new: &NewRevision, path: &Path) -> Result<Option<Rc<Script>>, Error> {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if name.starts_with(".#") || name.starts_with("__init__") {
            return Ok(None);
        }
        let interpreter = self.surroundings.interpreter.as_deref();
        let Some(declaration) = read_all(vec![path.into()], interpreter)?.pop() else {
            return Ok(None);
        };
        let (declared, file) = declaration.split()?;
        if !new.branch_labels.is_empty() && declared.branch_labels.is_empty() {
            return Err(Error::LabelsNotWritten {
                revision: declared.revision,
                labels: new.branch_labels.join(", "),
                file: path.into(),
            });
        }
        let history = self.history()?;
        let mut all: Vec<Declared> = history
            .scripts
            .iter()
            .map(|script| script.declared())
            .collect();
        let mut files: Vec<_> = history
            .scripts
            .iter()
            .map(|script| script.file.clone())
            .collect();
        all.push(declared);
        files.push(file);
        let history = Rc::new(History::link(all, files, &Catch::default())?);
        let script = history.scripts.last().cloned();
        *self.history.borrow_mut() = Some(history);
        Ok(script)
    }
}

fn scalar(mut names: Vec<String>, several: impl FnOnce(Vec<String>) -> Names) -> Names {
    match (names.len(), names.pop()) {
        (1, Some(one)) => Names::One(one),
        (_, Some(last)) => {
            names.push(last);
            several(names)
        }
        (_, None) => Names::None,
    }
}

/// Makes a folder and those above it, saying so, unless it exists.
fn ensure_folder(folder: &Path, progress: &dyn Progress) -> Result<(), Error> {
    let folder = place::absolute(folder);
    if folder.exists() {
        return Ok(());
    }
    let message = format!("Creating directory {}", folder.display());
    status(progress, &message, false, || {
        std::fs::create_dir_all(&folder).map_err(|source| Error::Io {
            path: folder.clone(),
            source,
        })
    })
}

fn write_new(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    use std::io::Write;
    let written = std::fs::File::create_new(path).and_then(|mut file| file.write_all(bytes));
    written.map_err(|source| Error::Io {
        path: path.into(),
        source,
    })
}

/// The text in the encoding of the project's files.
fn encode(text: &str, encoding: &str, path: &Path) -> Result<Vec<u8>, Error> {
    let refused = || Error::OutputEncoding {
        file: path.into(),
        encoding: encoding.into(),
    };
    let below = |limit: u32| {
        let byte = |c: char| u8::try_from(c as u32).ok().filter(|_| (c as u32) < limit);
        text.chars()
            .map(byte)
            .collect::<Option<Vec<u8>>>()
            .ok_or_else(refused)
    };
    match encoding.to_lowercase().replace(['_', ' '], "-").as_str() {
        "utf-8" | "utf8" | "u8" => Ok(text.into()),
        "utf-8-sig" => Ok([b"\xef\xbb\xbf", text.as_bytes()].concat()),
        "ascii" | "us-ascii" => below(0x80),
        "latin-1" | "latin1" | "iso-8859-1" | "iso8859-1" => below(0x100),
        _ => Err(refused()),
    }
}
