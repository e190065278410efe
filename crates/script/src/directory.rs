use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use limbeck_config::{Config, Hook, Value, repr};

use crate::catch::Catch;
use crate::graph::{Declared, Range};
use crate::script::ScriptFile;
use crate::versions::{Declaration, Search, read_all};
use crate::{Error, RevisionError, RevisionMap, Script, Surroundings, Symbols, place};

/// How long the slug in a file's name may be by default, in characters.
const SLUG_LENGTH: i64 = 40;

/// A project's script directory: its `env.py`, its template and its revision
/// files. The files are read when they are first asked for.
pub struct ScriptDirectory {
    pub(crate) dir: PathBuf,
    pub(crate) locations: Option<Vec<PathBuf>>,
    pub(crate) file_template: String,
    pub(crate) truncate_slug_length: i64,
    pub(crate) output_encoding: String,
    pub(crate) timezone: Option<String>,
    pub(crate) hooks: Vec<Hook>,
    pub(crate) surroundings: Surroundings,
    pub(crate) history: RefCell<Option<Rc<History>>>,
    pub(crate) warnings: RefCell<Vec<String>>,
    search: Search,
}

/// The revisions as they were read.
pub(crate) struct History {
    pub(crate) map: Rc<RevisionMap>,
    pub(crate) scripts: Vec<Rc<Script>>,
}

impl ScriptDirectory {
    /// The directory that a configuration names, with nothing around it.
    ///
    /// # Errors
    /// As [`ScriptDirectory::within`].
    pub fn from_config(config: &Config) -> Result<Self, Error> {
        ScriptDirectory::within(config, Surroundings::default())
    }

    /// The directory that a configuration names.
    ///
    /// # Errors
    /// [`Error::NoScriptLocation`], [`Error::NoSuchPath`],
    /// [`Error::NoSuchPackage`], and those of the configuration.
    pub fn within(config: &Config, surroundings: Surroundings) -> Result<Self, Error> {
        let text = |name: &str| -> Result<Option<String>, Error> {
            Ok(config
                .get_alembic_option(name)?
                .and_then(|value| value.text()))
        };
        let location = text("script_location")?.ok_or(Error::NoScriptLocation)?;
        let truncate_slug_length = match config.get_alembic_option("truncate_slug_length")? {
            None => SLUG_LENGTH,
            Some(Value::Integer(length)) => length,
            Some(value) => integer(&value)?,
        };
        let prepended = config.get_prepend_sys_paths_list()?.unwrap_or_default();
        let mut sys_path: Vec<PathBuf> = prepended.into_iter().map(PathBuf::from).collect();
        sys_path.extend(surroundings.sys_path.iter().cloned());
        let search = Search {
            recursive: config.get_alembic_boolean_option("recursive_version_locations")?,
            sourceless: config.get_alembic_boolean_option("sourceless")?,
        };
        let dir = place::resolve(&location, &sys_path)?;
        let locations = config
            .get_version_locations_list()?
            .filter(|list| !list.is_empty());
        let locations = match locations {
            None => None,
            Some(locations) => Some(
                locations
                    .iter()
                    .map(|location| Ok(place::absolute(&place::resolve(location, &sys_path)?)))
                    .collect::<Result<_, Error>>()?,
            ),
        };
        let directory = ScriptDirectory {
            locations,
            file_template: text("file_template")?.unwrap_or_else(|| "%(rev)s_%(slug)s".into()),
            truncate_slug_length: match truncate_slug_length {
                0 => SLUG_LENGTH,
                length => length,
            },
            output_encoding: text("output_encoding")?.unwrap_or_else(|| "utf-8".into()),
            timezone: text("timezone")?,
            hooks: config.get_hooks_list()?,
            surroundings,
            history: RefCell::new(None),
            warnings: RefCell::new(Vec::new()),
            search,
            dir,
        };
        if directory.dir.exists() {
            Ok(directory)
        } else {
            Err(Error::NoSuchPath {
                path: directory.dir,
            })
        }
    }

    /// The directory itself.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// The project's `env.py`.
    pub fn env_py_location(&self) -> PathBuf {
        self.dir.join("env.py")
    }

    /// The template of new revision files.
    pub fn template_location(&self) -> PathBuf {
        self.dir.join("script.py.mako")
    }

    /// The encoding of the files that are written.
    pub fn output_encoding(&self) -> &str {
        &self.output_encoding
    }

    /// The folders that hold revision files, as absolute paths.
    pub fn version_locations(&self) -> Vec<PathBuf> {
        match &self.locations {
            Some(locations) => locations.clone(),
            None => vec![place::absolute(&self.dir.join("versions"))],
        }
    }

    /// The folder that holds revision files, when there is one only.
    ///
    /// # Errors
    /// [`Error::MultipleVersionLocations`].
    pub fn versions(&self) -> Result<PathBuf, Error> {
        let mut locations = self.version_locations();
        match (locations.pop(), locations.is_empty()) {
            (Some(location), true) => Ok(location),
            _ => Err(Error::MultipleVersionLocations),
        }
    }

    /// What was found on the way so far that users should know; asking
    /// empties it.
    pub fn take_warnings(&self) -> Vec<String> {
        std::mem::take(&mut self.warnings.borrow_mut())
    }

    /// The graph of the revisions.
    ///
    /// # Errors
    /// Those of reading the files and of linking them.
    pub fn revision_map(&self) -> Result<Rc<RevisionMap>, Error> {
        Ok(self.history()?.map.clone())
    }

    /// The heads: revisions that nothing follows.
    ///
    /// # Errors
    /// As [`ScriptDirectory::revision_map`].
    pub fn get_heads(&self) -> Result<Vec<String>, Error> {
        Ok(self.history()?.map.heads().to_vec())
    }

    /// The heads that nothing depends on either: what the version table holds
    /// after all upgrades.
    ///
    /// # Errors
    /// As [`ScriptDirectory::revision_map`].
    pub fn get_effective_heads(&self) -> Result<Vec<String>, Error> {
        Ok(self.history()?.map.real_heads().to_vec())
    }

    /// The one head; `None` without revisions.
    ///
    /// # Errors
    /// [`Error::MultipleHeads`].
    pub fn get_current_head(&self) -> Result<Option<String>, Error> {
        let catch = Catch {
            multiple_heads: Some(
                "The script directory has multiple heads (due to branching).Please use get_heads(), or merge the branches using alembic merge.",
            ),
            ..Catch::default()
        };
        self.history_with(&catch)?
            .map
            .current_head(None)
            .map_err(|error| catch.error(error))
    }

    /// The bases: revisions that follow nothing.
    ///
    /// # Errors
    /// As [`ScriptDirectory::revision_map`].
    pub fn get_bases(&self) -> Result<Vec<String>, Error> {
        Ok(self.history()?.map.bases().to_vec())
    }

    /// The one base; `None` without revisions.
    ///
    /// # Errors
    /// [`Error::MultipleBases`].
    pub fn get_base(&self) -> Result<Option<String>, Error> {
        let mut bases = self.get_bases()?;
        if bases.len() > 1 {
            return Err(Error::MultipleBases);
        }
        Ok(bases.pop())
    }

    /// All scripts between two symbols, both included, newest first.
    ///
    /// # Errors
    /// [`Error::RangeNotAncestor`] and those of the symbols.
    pub fn walk_revisions(
        &self,
        base: impl Into<Symbols>,
        head: impl Into<Symbols>,
    ) -> Result<Vec<Rc<Script>>, Error> {
        let (base, head) = (base.into(), head.into());
        let catch = Catch {
            start: Some(base.clone()),
            end: Some(head.clone()),
            ..Catch::default()
        };
        let range = Range {
            inclusive: true,
            assert_relative_length: false,
            ..Range::default()
        };
        let history = self.history_with(&catch)?;
        let found = history.map.upgrade_range(&head, &base, range);
        self.pick(&history, found, &catch)
    }

    /// The scripts that symbols stand for.
    ///
    /// # Errors
    /// [`Error::NoSuchRevision`], [`Error::MultipleHeads`].
    pub fn get_revisions(&self, symbols: impl Into<Symbols>) -> Result<Vec<Rc<Script>>, Error> {
        self.get_revisions_with(&symbols.into(), &Catch::default())
    }

    /// The script that a symbol stands for; `None` for the base.
    ///
    /// # Errors
    /// [`Error::NoSuchRevision`], [`Error::MultipleHeads`].
    pub fn get_revision(&self, symbol: &str) -> Result<Option<Rc<Script>>, Error> {
        let catch = Catch::default();
        let history = self.history()?;
        let place = history
            .map
            .place_of(Some(symbol))
            .map_err(|error| catch.error(error))?;
        Ok(place.and_then(|place| history.scripts.get(place).cloned()))
    }

    /// The scripts that a database with these heads is at: them and what was
    /// applied as a dependency.
    ///
    /// # Errors
    /// [`Error::NoSuchRevision`].
    pub fn get_all_current(&self, heads: &[String]) -> Result<Vec<Rc<Script>>, Error> {
        let history = self.history()?;
        let places = history.map.all_current(heads);
        Ok(history.pick(places.map_err(|error| Catch::default().error(error))?))
    }

    /// The identifiers that a symbol stands for: none for the base. They are
    /// not looked up.
    ///
    /// # Errors
    /// [`Error::NoSuchRevision`] for a branch, [`Error::MultipleHeads`].
    pub fn as_revision_number(&self, symbol: Option<&str>) -> Result<Vec<String>, Error> {
        let history = self.history()?;
        let numbers = history.map.revision_numbers(symbol);
        numbers.map_err(|error| Catch::default().error(error))
    }

    /// The scripts to run to get from `heads` up to `destination`, in order.
    ///
    /// # Errors
    /// [`Error::RangeNotAncestor`] and those of the symbols.
    pub fn upgrade_revisions(
        &self,
        destination: &str,
        heads: &[String],
    ) -> Result<Vec<Rc<Script>>, Error> {
        let catch = Catch {
            ancestor: Some(
                "Destination %(end)s is not a valid upgrade target from current head(s)",
            ),
            end: Some(destination.into()),
            ..Catch::default()
        };
        let range = Range {
            implicit_base: true,
            ..Range::default()
        };
        let history = self.history_with(&catch)?;
        let found = history
            .map
            .upgrade_range(&destination.into(), &heads.into(), range);
        let mut scripts = self.pick(&history, found, &catch)?;
        scripts.reverse();
        Ok(scripts)
    }

    /// The scripts to take back to get from `heads` down to `destination`, in
    /// order.
    ///
    /// # Errors
    /// [`Error::RangeNotAncestor`] and those of the symbols.
    pub fn downgrade_revisions(
        &self,
        destination: &str,
        heads: &[String],
    ) -> Result<Vec<Rc<Script>>, Error> {
        let catch = Catch {
            ancestor: Some(
                "Destination %(end)s is not a valid downgrade target from current head(s)",
            ),
            end: Some(destination.into()),
            ..Catch::default()
        };
        let history = self.history_with(&catch)?;
        let found =
            history
                .map
                .downgrade_range(&heads.into(), &destination.into(), Range::default());
        self.pick(&history, found, &catch)
    }

    /// The scripts of a range, whose warnings are kept for the caller.
    fn pick(
        &self,
        history: &History,
        found: Result<(Vec<usize>, Vec<String>), RevisionError>,
        catch: &Catch<'_>,
    ) -> Result<Vec<Rc<Script>>, Error> {
        let (places, warnings) = found.map_err(|error| catch.error(error))?;
        self.warnings.borrow_mut().extend(warnings);
        Ok(history.pick(places))
    }

    pub(crate) fn get_revisions_with(
        &self,
        symbols: &Symbols,
        catch: &Catch<'_>,
    ) -> Result<Vec<Rc<Script>>, Error> {
        let history = self.history_with(catch)?;
        let places = history.map.places_of(symbols);
        Ok(history.pick(places.map_err(|error| catch.error(error))?))
    }

    pub(crate) fn history(&self) -> Result<Rc<History>, Error> {
        self.history_with(&Catch::default())
    }

    /// The revisions; errors of reading them are worded by `catch`.
    pub(crate) fn history_with(&self, catch: &Catch<'_>) -> Result<Rc<History>, Error> {
        if let Some(history) = &*self.history.borrow() {
            return Ok(history.clone());
        }
        let mut warnings = Vec::new();
        let locations = self.version_locations();
        let files = self.search.files(&locations, &mut warnings)?;
        let interpreter = self.surroundings.interpreter.as_deref();
        let declarations = read_all(files, interpreter)?;
        let history = Rc::new(History::new(declarations, catch)?);
        for (before, after) in history.map.repeated() {
            let file = |place: usize| history.scripts[place].path().display();
            warnings.push(format!(
                "Revision {} is present more than once: {}, {}",
                history.map.revision(*after).revision,
                file(*before),
                file(*after)
            ));
        }
        self.warnings.borrow_mut().extend(warnings);
        *self.history.borrow_mut() = Some(history.clone());
        Ok(history)
    }
}

impl History {
    pub(crate) fn new(declarations: Vec<Declaration>, catch: &Catch<'_>) -> Result<Self, Error> {
        let mut declared = Vec::with_capacity(declarations.len());
        let mut files = Vec::with_capacity(declarations.len());
        for declaration in declarations {
            let (revision, file) = declaration.split()?;
            declared.push(revision);
            files.push(file);
        }
        History::link(declared, files, catch)
    }

    pub(crate) fn link(
        declared: Vec<Declared>,
        files: Vec<Rc<ScriptFile>>,
        catch: &Catch<'_>,
    ) -> Result<Self, Error> {
        let map = RevisionMap::new(declared).map_err(|error| match error {
            RevisionError::Missing {
                missing,
                revision,
                place,
                near,
            } => Error::MissingRevision {
                missing,
                revision,
                file: files
                    .get(place)
                    .map(|file| file.path.clone())
                    .unwrap_or_default(),
                near,
            },
            error => catch.error(error),
        })?;
        let map = Rc::new(map);
        let scripts = files
            .into_iter()
            .enumerate()
            .map(|(place, file)| {
                Rc::new(Script {
                    map: map.clone(),
                    place,
                    file,
                })
            })
            .collect();
        Ok(History { map, scripts })
    }

    pub(crate) fn pick(&self, places: Vec<usize>) -> Vec<Rc<Script>> {
        places
            .into_iter()
            .filter_map(|place| self.scripts.get(place).cloned())
            .collect()
    }
}

impl Declaration {
    /// What the graph needs, and what the output needs.
    pub(crate) fn split(self) -> Result<(Declared, Rc<ScriptFile>), Error> {
        let Declaration { path, metadata } = self;
        let revision = match metadata.revision {
            Some(revision) => revision,
            None => legacy_id(&path)?,
        };
        let Some(down_revision) = metadata.down_revision else {
            return Err(Error::NoDownRevision { file: path });
        };
        let declared = Declared {
            revision,
            down_revision,
            dependencies: metadata.depends_on,
            branch_labels: metadata.branch_labels,
        };
        let file = ScriptFile {
            path,
            docstring: metadata.docstring,
        };
        Ok((declared, Rc::new(file)))
    }
}

/// The identifier in the name of a file from before `revision` was written
/// into it.
fn legacy_id(path: &Path) -> Result<String, Error> {
    let filename = path
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let id = filename.strip_suffix(".py").unwrap_or_default();
    let is_hex = |c: char| matches!(c, 'a'..='f' | '0'..='9');
    if id.is_empty() || !id.chars().all(is_hex) {
        return Err(Error::NoRevisionId {
            filename,
            file: path.into(),
        });
    }
    Ok(id.into())
}

fn integer(value: &Value) -> Result<i64, Error> {
    let text = value.text().unwrap_or_default();
    text.trim()
        .replace('_', "")
        .parse()
        .map_err(|_| Error::NotANumber {
            name: "truncate_slug_length",
            value: repr(&text),
        })
}
