use std::cell::{OnceCell, RefCell};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use indexmap::IndexMap;

use crate::pyproject::Pyproject;
use crate::{Error, Files, Ini, Value, Warning, repr};

/// The configuration of one run.
///
/// The files are read when the first setting is asked for, so a `Config` of
/// files that do not exist (yet) can be made. All methods take `&self`: a
/// project's `env.py` sets options while others hold the configuration.
#[derive(Debug)]
pub struct Config {
    ini_file: Option<PathBuf>,
    toml_file: Option<PathBuf>,
    section: RefCell<String>,
    arguments: IndexMap<String, String>,
    ini: OnceCell<RefCell<Ini>>,
    toml: OnceCell<Pyproject>,
    warnings: RefCell<Vec<Warning>>,
}

impl Config {
    /// A configuration read from these files, whose main section is
    /// `section`. `arguments` are further names that `%(name)s` may refer to.
    pub fn new(
        ini_file: Option<PathBuf>,
        toml_file: Option<PathBuf>,
        section: impl Into<String>,
        arguments: IndexMap<String, String>,
    ) -> Self {
        Config {
            ini_file: ini_file.filter(|file| !file.as_os_str().is_empty()),
            toml_file: toml_file.filter(|file| !file.as_os_str().is_empty()),
            section: RefCell::new(section.into()),
            arguments,
            ini: OnceCell::new(),
            toml: OnceCell::new(),
            warnings: RefCell::new(Vec::new()),
        }
    }

    /// The configuration of a command line that chose these files.
    pub fn from_files(files: Files, section: impl Into<String>) -> Self {
        Config::new(Some(files.ini), Some(files.toml), section, IndexMap::new())
    }

    /// A configuration without files, to be filled by the `set_*` methods.
    pub fn in_memory() -> Self {
        Config::new(None, None, "alembic", IndexMap::new())
    }

    /// The ini file as it was named, whether or not it exists.
    pub fn config_file_name(&self) -> Option<&Path> {
        self.ini_file.as_deref()
    }

    /// The TOML file as it was named, whether or not it exists.
    pub fn toml_file_name(&self) -> Option<&Path> {
        self.toml_file.as_deref()
    }

    /// The name of the main section: `alembic`, or what `-n/--name` said.
    pub fn config_ini_section(&self) -> String {
        self.section.borrow().clone()
    }

    /// Makes another section the main one.
    pub fn set_config_ini_section(&self, section: &str) {
        *self.section.borrow_mut() = section.into();
        if let Some(ini) = self.ini.get() {
            inherit(&mut ini.borrow_mut(), section);
        }
    }

    /// Further names that `%(name)s` may refer to.
    pub fn config_args(&self) -> &IndexMap<String, String> {
        &self.arguments
    }

    /// What was found on the way so far; asking empties it.
    pub fn take_warnings(&self) -> Vec<Warning> {
        std::mem::take(&mut self.warnings.borrow_mut())
    }

    /// All options of an ini section, those of `[DEFAULT]` first; `None` when
    /// there is no such section.
    ///
    /// # Errors
    /// Reading and interpolation errors.
    pub fn get_section(&self, name: &str) -> Result<Option<IndexMap<String, String>>, Error> {
        if !self.ini()?.borrow().has_section(name) {
            return Ok(None);
        }
        self.ini()?.borrow().items(name)
    }

    /// The names of the ini file's sections.
    ///
    /// # Errors
    /// Reading errors.
    pub fn sections(&self) -> Result<Vec<String>, Error> {
        Ok(self
            .ini()?
            .borrow()
            .sections()
            .map(str::to_string)
            .collect())
    }

    /// One option of an ini section, or `None`.
    ///
    /// # Errors
    /// [`Error::NoSuchSection`], reading and interpolation errors.
    pub fn get_section_option(&self, section: &str, name: &str) -> Result<Option<String>, Error> {
        let ini = self.ini()?.borrow();
        if !ini.has_section(section) {
            return Err(Error::NoSuchSection {
                file: match &self.ini_file {
                    Some(file) => repr(&file.to_string_lossy()),
                    None => "None".into(),
                },
                section: section.into(),
            });
        }
        ini.get(section, name)
    }

    /// One option of the main ini section, or `None`. Does not look into the
    /// TOML file.
    ///
    /// # Errors
    /// [`Error::NoSuchSection`], reading and interpolation errors.
    pub fn get_main_option(&self, name: &str) -> Result<Option<String>, Error> {
        self.get_section_option(&self.config_ini_section(), name)
    }

    /// Sets an option of the main ini section for this run.
    ///
    /// # Errors
    /// As [`Config::set_section_option`].
    pub fn set_main_option(&self, name: &str, value: &str) -> Result<(), Error> {
        self.set_section_option(&self.config_ini_section(), name, value)
    }

    /// Sets an option of an ini section for this run; the section is added
    /// when it does not exist. `%` in the value is written `%%`.
    ///
    /// # Errors
    /// [`Error::InvalidInterpolation`], [`Error::ReservedSection`], reading
    /// errors.
    pub fn set_section_option(&self, section: &str, name: &str, value: &str) -> Result<(), Error> {
        let mut ini = self.ini()?.borrow_mut();
        if !ini.has_section(section) {
            ini.add_section(section)?;
        }
        ini.set(section, name, value)
    }

    /// Removes an option from the main ini section for this run.
    ///
    /// # Errors
    /// [`Error::NoSection`], reading errors.
    pub fn remove_main_option(&self, name: &str) -> Result<(), Error> {
        let section = self.config_ini_section();
        self.ini()?
            .borrow_mut()
            .remove_option(&section, name)
            .map(drop)
    }

    /// A setting: from the main ini section, else from `[tool.alembic]`.
    ///
    /// # Errors
    /// Reading and interpolation errors, [`Error::UnsupportedToml`].
    pub fn get_alembic_option(&self, name: &str) -> Result<Option<Value>, Error> {
        match self.ini_option(name)? {
            Some(text) => Ok(Some(Value::Text(text))),
            None => self.toml_value(name),
        }
    }

    /// A setting that is true or false: in ini only the word `true` is true;
    /// in TOML it must be a boolean.
    ///
    /// # Errors
    /// Reading and interpolation errors, [`Error::BooleanExpected`].
    pub fn get_alembic_boolean_option(&self, name: &str) -> Result<bool, Error> {
        if let Some(text) = self.ini_option(name)? {
            return Ok(text == "true");
        }
        let expected = || Error::BooleanExpected { name: repr(name) };
        match self.toml_value(name) {
            Ok(None) => Ok(false),
            Ok(Some(Value::Boolean(value))) => Ok(value),
            Ok(Some(_)) | Err(Error::UnsupportedToml { .. } | Error::TomlFormat { .. }) => {
                Err(expected())
            }
            Err(error) => Err(error),
        }
    }

    /// A setting that is true or false, where any of the words of
    /// [`asbool`](crate::asbool) is understood; without the setting, false.
    ///
    /// # Errors
    /// Reading and interpolation errors, [`Error::NotTrueOrFalse`].
    pub fn boolean_option(&self, name: &str) -> Result<bool, Error> {
        crate::asbool(self.get_alembic_option(name)?.as_ref())
    }

    /// The ini file, read when first asked for.
    ///
    /// # Errors
    /// Reading errors.
    pub fn ini(&self) -> Result<&RefCell<Ini>, Error> {
        if let Some(ini) = self.ini.get() {
            return Ok(ini);
        }
        let ini = self.read_ini()?;
        Ok(self.ini.get_or_init(|| RefCell::new(ini)))
    }

    pub(crate) fn ini_option(&self, name: &str) -> Result<Option<String>, Error> {
        let section = self.config_ini_section();
        self.ini()?.borrow().get(&section, name)
    }

    pub(crate) fn toml_value(&self, name: &str) -> Result<Option<Value>, Error> {
        let Some(file) = &self.toml_file else {
            return Ok(None);
        };
        if let Some(toml) = self.toml.get() {
            return toml.get(name);
        }
        let toml = Pyproject::read(file, &self.arguments)?;
        self.toml.get_or_init(|| toml).get(name)
    }

    pub(crate) fn warn(&self, warning: Warning) {
        self.warnings.borrow_mut().push(warning);
    }

    fn read_ini(&self) -> Result<Ini, Error> {
        let here = match &self.ini_file {
            Some(file) => folder_of(file),
            None => ".".into(),
        };
        let mut defaults = self.arguments.clone();
        defaults.insert("here".into(), here);
        let mut ini = Ini::new(defaults);
        let section = self.config_ini_section();
        match &self.ini_file {
            Some(file) => {
                if let Some(text) = text_of(file)? {
                    ini.read(&text, file)?;
                }
            }
            None => ini.add_section(&section)?,
        }
        inherit(&mut ini, &section);
        Ok(ini)
    }
}

/// `-n prod` without a section `[prod]` means `[alembic:prod]`, which has
/// everything of `[alembic]` that it does not set itself.
fn inherit(ini: &mut Ini, section: &str) {
    let variant = format!("alembic:{section}");
    if !ini.has_section(section) && ini.has_section(&variant) {
        ini.derive_section(section, "alembic", &variant);
    }
}

/// The text of a file, or `None` when there is none.
pub(crate) fn text_of(file: &Path) -> Result<Option<String>, Error> {
    let bytes = match std::fs::read(file) {
        Ok(bytes) => bytes,
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            return Ok(None);
        }
        Err(error) => {
            return Err(Error::Unreadable {
                file: file.into(),
                reason: error.to_string(),
            });
        }
    };
    String::from_utf8(bytes).map(Some).map_err(|error| {
        let offset = error.utf8_error().valid_up_to();
        let before = &error.as_bytes()[..offset];
        Error::NotUtf8 {
            file: file.into(),
            offset,
            line: before.iter().filter(|byte| **byte == b'\n').count() + 1,
        }
    })
}

/// The absolute path of the folder that holds a file, with `/` between names.
pub(crate) fn folder_of(file: &Path) -> String {
    let absolute = std::path::absolute(file).unwrap_or_else(|_| file.into());
    let folder = absolute.parent().unwrap_or(&absolute);
    let text = folder.to_string_lossy().into_owned();
    if cfg!(windows) {
        text.replace('\\', "/")
    } else {
        text
    }
}
