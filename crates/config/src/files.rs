use std::path::{Path, PathBuf};

use crate::Error;

/// Which files a run reads: one ini file and one `pyproject.toml`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Files {
    /// The ini file.
    pub ini: PathBuf,
    /// The TOML file.
    pub toml: PathBuf,
}

impl Files {
    /// Chooses the files from the values of `-c/--config`, in order, and the
    /// value of `ALEMBIC_CONFIG`. A file whose name is `pyproject.toml` is the
    /// TOML one, any other is the ini one.
    ///
    /// # Errors
    /// [`Error::TwoTomlFiles`], [`Error::TwoIniFiles`].
    pub fn choose(named: &[PathBuf], environment: Option<&str>) -> Result<Files, Error> {
        let mut files = Files {
            ini: "alembic.ini".into(),
            toml: "pyproject.toml".into(),
        };
        match environment {
            Some(path) if !path.is_empty() && is_toml(Path::new(path)) => files.toml = path.into(),
            Some(path) if !path.is_empty() => files.ini = path.into(),
            _ => {}
        }
        let (mut ini, mut toml) = (None, None);
        for path in named {
            if is_toml(path) {
                if toml.replace(path.clone()).is_some() {
                    return Err(Error::TwoTomlFiles);
                }
            } else if ini.replace(path.clone()).is_some() {
                return Err(Error::TwoIniFiles);
            }
        }
        files.ini = ini
            .filter(|path| !path.as_os_str().is_empty())
            .unwrap_or(files.ini);
        files.toml = toml.unwrap_or(files.toml);
        Ok(files)
    }
}

fn is_toml(path: &Path) -> bool {
    // Not `file_name`, which would look past a trailing slash.
    path.to_string_lossy().rsplit('/').next() == Some("pyproject.toml")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(named: &[&str], environment: Option<&str>, expect: Result<(&str, &str), &str>) {
        let named: Vec<PathBuf> = named.iter().map(PathBuf::from).collect();
        let got = Files::choose(&named, environment);
        match expect {
            Ok((ini, toml)) => {
                let expect = Files {
                    ini: ini.into(),
                    toml: toml.into(),
                };
                assert_eq!(got, Ok(expect));
            }
            Err(text) => assert_eq!(got.unwrap_err().to_string(), text),
        }
    }

    #[test]
    fn the_name_pyproject_toml_decides() {
        check(&[], None, Ok(("alembic.ini", "pyproject.toml")));
        check(
            &["a/pyproject.toml", "b.ini"],
            None,
            Ok(("b.ini", "a/pyproject.toml")),
        );
        check(&["b.toml"], None, Ok(("b.toml", "pyproject.toml")));
    }

    #[test]
    fn the_environment_gives_the_default_of_one_of_the_two() {
        check(
            &[],
            Some("x/pyproject.toml"),
            Ok(("alembic.ini", "x/pyproject.toml")),
        );
        check(&[], Some("x.ini"), Ok(("x.ini", "pyproject.toml")));
        check(&["y.ini"], Some("x.ini"), Ok(("y.ini", "pyproject.toml")));
        check(&[], Some(""), Ok(("alembic.ini", "pyproject.toml")));
    }

    #[test]
    fn two_files_of_a_kind_are_refused() {
        check(
            &["a.ini", "b.ini"],
            None,
            Err("only one ini file may be indicated"),
        );
        check(
            &["pyproject.toml", "a/pyproject.toml"],
            None,
            Err("pyproject.toml indicated more than once"),
        );
    }
}
