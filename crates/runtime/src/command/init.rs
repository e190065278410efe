//! `init` and `list_templates`: new migration environments.

use std::fs;
use std::path::{Component, Path, PathBuf};

use super::messages::{message, status};
use super::print;
use crate::{Error, Session};

/// A kind of migration environment that `init` can make.
struct Template {
    name: &'static str,
    files: &'static [(&'static str, &'static str)],
}

/// A template, and the folder that each of its files is in: templates share
/// those that are the same.
macro_rules! template {
    ($name:literal: $($folder:literal / $file:literal),+) => {
        Template {
            name: $name,
            files: &[$((
                $file,
                include_str!(concat!("../../templates/", $folder, "/", $file)),
            )),+],
        }
    };
}

const TEMPLATES: [Template; 5] = [
    template!(
        "async":
        "generic" / "script.py.mako",
        "async" / "README",
        "async" / "env.py",
        "generic" / "alembic.ini.mako"
    ),
    template!(
        "generic":
        "generic" / "script.py.mako",
        "generic" / "README",
        "generic" / "env.py",
        "generic" / "alembic.ini.mako"
    ),
    template!(
        "multidb":
        "multidb" / "script.py.mako",
        "multidb" / "README",
        "multidb" / "env.py",
        "multidb" / "alembic.ini.mako"
    ),
    template!(
        "pyproject":
        "generic" / "script.py.mako",
        "pyproject" / "README",
        "generic" / "env.py",
        "pyproject" / "pyproject.toml.mako",
        "pyproject" / "alembic.ini.mako"
    ),
    template!(
        "pyproject_async":
        "generic" / "script.py.mako",
        "pyproject_async" / "README",
        "async" / "env.py",
        "pyproject" / "pyproject.toml.mako",
        "pyproject" / "alembic.ini.mako"
    ),
];

/// Lists the templates that `init` knows.
pub fn list_templates(session: &Session) -> Result<(), Error> {
    print(session, "Available templates:\n")?;
    for template in &TEMPLATES {
        let synopsis = template
            .files
            .iter()
            .find(|(name, _)| *name == "README")
            .and_then(|(_, text)| text.lines().next())
            .unwrap_or_default();
        print(session, &format!("{} - {synopsis}", template.name))?;
    }
    print(
        session,
        "\nTemplates are used via the 'init' command, e.g.:",
    )?;
    print(session, "\n  alembic init --template generic ./scripts")
}

/// Makes a migration environment in a new or empty directory. With
/// `package`, puts an `__init__.py` beside env.py and beside the revisions.
pub fn init(
    session: &Session,
    directory: &str,
    template: &str,
    package: bool,
) -> Result<(), Error> {
    let folder = Path::new(directory);
    let occupied = fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some());
    if occupied {
        return Err(Error::Command(format!(
            "Directory {directory} already exists and is not empty"
        )));
    }
    let template = TEMPLATES
        .iter()
        .find(|candidate| candidate.name == template)
        .ok_or_else(|| Error::Command(format!("No such template {template}")))?;

    if !folder.exists() {
        make_directory(session, folder)?;
    }
    let versions = folder.join("versions");
    make_directory(session, &versions)?;

    let mut made = Made {
        session,
        folder,
        ini: None,
        toml: None,
    };
    for (name, text) in template.files {
        made.file(name, text)?;
    }
    if package {
        for path in [folder.join("__init__.py"), versions.join("__init__.py")] {
            let path = absolute(&path)?;
            status(session, &format!("Adding {}", path.display()), || {
                write_file(&path, "")
            })?;
        }
    }
    made.farewell()
}

/// An environment in the making.
struct Made<'a> {
    session: &'a Session,
    folder: &'a Path,
    ini: Option<PathBuf>,
    toml: Option<PathBuf>,
}

impl Made<'_> {
    fn file(&mut self, name: &str, text: &str) -> Result<(), Error> {
        match name {
            "alembic.ini.mako" => self.ini(text),
            "pyproject.toml.mako" => self.toml(text),
            _ => {
                let path = absolute(&self.folder.join(name))?;
                status(
                    self.session,
                    &format!("Generating {}", path.display()),
                    || write_file(&path, text),
                )
            }
        }
    }

    fn ini(&mut self, text: &str) -> Result<(), Error> {
        let path = self
            .session
            .config
            .config_file_name()
            .ok_or_else(|| no_file("alembic.ini"))?;
        let path = absolute(path)?;
        if path.exists() {
            message(
                self.session,
                &format!("File {} already exists, skipping", path.display()),
            )?;
        } else {
            status(
                self.session,
                &format!("Generating {}", path.display()),
                || write_file(&path, &self.render(text, &path)?),
            )?;
        }
        self.ini = Some(path);
        Ok(())
    }

    fn toml(&mut self, text: &str) -> Result<(), Error> {
        let path = self
            .session
            .config
            .toml_file_name()
            .ok_or_else(|| no_file("pyproject.toml"))?;
        let path = absolute(path)?;
        self.toml = Some(path.clone());
        if !path.exists() {
            return status(
                self.session,
                &format!("Generating {}", path.display()),
                || write_file(&path, &self.render(text, &path)?),
            );
        }
        let present = fs::read_to_string(&path).map_err(|source| Error::File {
            path: path.clone(),
            source,
        })?;
        if has_alembic_section(&present)? {
            return message(
                self.session,
                &format!(
                    "File {} already exists and already has a [tool.alembic] section, skipping",
                    path.display()
                ),
            );
        }
        status(
            self.session,
            &format!("Appending to existing {}", path.display()),
            || {
                let rendered = self.render(text, &path)?;
                write_file(&path, &format!("{present}\n\n{rendered}"))
            },
        )
    }

    /// Fills in a configuration file at `path`, whose only variable is the
    /// script location.
    fn render(&self, text: &str, path: &Path) -> Result<String, Error> {
        let location = if self.folder.is_absolute() {
            slashes(self.folder)
        } else {
            let home = path.parent().unwrap_or(Path::new("/"));
            format!(
                "%(here)s/{}",
                slashes(&relative(&absolute(self.folder)?, home))
            )
        };
        Ok(text.replace("${script_location}", &location))
    }

    fn farewell(&self) -> Result<(), Error> {
        let ini = self.ini.clone().unwrap_or_default();
        let text = match &self.toml {
            Some(toml) => format!(
                "Please edit configuration settings in {} and configuration/connection/logging \
                 settings in {} before proceeding.",
                toml.display(),
                ini.display()
            ),
            None => format!(
                "Please edit configuration/connection/logging settings in {} before proceeding.",
                ini.display()
            ),
        };
        message(self.session, &text)
    }
}

fn no_file(name: &str) -> Error {
    Error::Command(format!(
        "init needs a name for {name}, and the configuration has none"
    ))
}

fn make_directory(session: &Session, path: &Path) -> Result<(), Error> {
    let path = absolute(path)?;
    status(
        session,
        &format!("Creating directory {}", path.display()),
        || {
            fs::create_dir_all(&path).map_err(|source| Error::File {
                path: path.clone(),
                source,
            })
        },
    )
}

fn write_file(path: &Path, text: &str) -> Result<(), Error> {
    fs::write(path, text).map_err(|source| Error::File {
        path: path.to_owned(),
        source,
    })
}

/// The path from the root, with `..` left as it is, as pathlib does it.
fn absolute(path: &Path) -> Result<PathBuf, Error> {
    std::path::absolute(path).map_err(|source| Error::File {
        path: path.to_owned(),
        source,
    })
}

/// `path` as seen from `home`; both are absolute.
fn relative(path: &Path, home: &Path) -> PathBuf {
    let path: Vec<Component> = path.components().collect();
    let home: Vec<Component> = home.components().collect();
    let common = path
        .iter()
        .zip(&home)
        .take_while(|(one, other)| one == other)
        .count();
    std::iter::repeat_n(Component::ParentDir, home.len() - common)
        .chain(path[common..].iter().copied())
        .collect()
}

fn slashes(path: &Path) -> String {
    path.to_string_lossy()
        .replace(std::path::MAIN_SEPARATOR, "/")
}

/// Whether a pyproject.toml has a `[tool.alembic]` already.
fn has_alembic_section(text: &str) -> Result<bool, Error> {
    let document: toml_edit::DocumentMut = text
        .parse()
        .map_err(|error| Error::Command(format!("pyproject.toml cannot be read: {error}")))?;
    Ok(document
        .get("tool")
        .and_then(|tool| tool.get("alembic"))
        .is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(path: &str, home: &str, expected: &str) {
        assert_eq!(
            slashes(&relative(Path::new(path), Path::new(home))),
            expected,
            "{path} from {home}"
        );
    }

    #[test]
    fn a_script_location_is_relative_to_the_configuration_file() {
        check("/project/alembic", "/project", "alembic");
        check("/project/db/alembic", "/project", "db/alembic");
        check("/project/alembic", "/project/config", "../alembic");
        check("/elsewhere", "/project/config", "../../elsewhere");
    }
}
