//! Settings that hold a list: places and write hooks.

use indexmap::IndexMap;

use crate::config::Config;
use crate::{Error, Value, Warning};

/// A program to run on each new revision file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hook {
    /// The name under which it is configured.
    pub name: String,
    /// Its options: `type`, `entrypoint`, `executable`, `module`, `options`,
    /// `cwd` and whatever else stands there.
    pub options: IndexMap<String, String>,
}

impl Config {
    /// The directories that hold revision files, or `None` for
    /// `<script_location>/versions`.
    ///
    /// # Errors
    /// Reading errors, [`Error::Separator`].
    pub fn get_version_locations_list(&self) -> Result<Option<Vec<String>>, Error> {
        let keys = ["path_separator", "version_path_separator"];
        self.list("version_locations", &keys, &[' ', ','], "spaces/commas")
    }

    /// The directories to be put before the module search path, or `None`.
    ///
    /// # Errors
    /// Reading errors, [`Error::Separator`].
    pub fn get_prepend_sys_paths_list(&self) -> Result<Option<Vec<String>>, Error> {
        let how = "spaces, commas, and colons";
        self.list(
            "prepend_sys_path",
            &["path_separator"],
            &[' ', ',', ':'],
            how,
        )
    }

    /// The write hooks in the order in which they run: those of the ini file
    /// if it has a section `[post_write_hooks]`, else those of the TOML file.
    ///
    /// # Errors
    /// Reading errors, [`Error::HookWithoutName`].
    pub fn get_hooks_list(&self) -> Result<Vec<Hook>, Error> {
        let Some(section) = self.get_section("post_write_hooks")? else {
            let tables = match self.toml_value("post_write_hooks")? {
                Some(Value::Tables(tables)) => tables,
                Some(Value::List(items)) if items.is_empty() => Vec::new(),
                None => Vec::new(),
                Some(_) => {
                    return Err(Error::UnsupportedToml {
                        name: "'post_write_hooks'".into(),
                    });
                }
            };
            return tables
                .into_iter()
                .map(|mut options| {
                    let name = options.shift_remove("name").ok_or(Error::HookWithoutName)?;
                    Ok(Hook { name, options })
                })
                .collect();
        };
        let names = section
            .get("hooks")
            .map(|text| split_legacy(text, &[' ', ',']));
        Ok(names
            .unwrap_or_default()
            .into_iter()
            .filter(|name| !name.is_empty())
            .map(|name| {
                let prefix = format!("{name}.");
                let options = section
                    .iter()
                    .filter_map(|(key, value)| {
                        key.strip_prefix(&prefix)
                            .map(|key| (key.to_string(), value.clone()))
                    })
                    .collect();
                Hook { name, options }
            })
            .collect())
    }

    fn list(
        &self,
        name: &str,
        separators: &[&str],
        legacy: &[char],
        how: &str,
    ) -> Result<Option<Vec<String>>, Error> {
        let text = self.ini_option(name)?.filter(|text| !text.is_empty());
        let Some(text) = text else {
            return match self.toml_value(name)? {
                None => Ok(None),
                Some(Value::List(items)) => Ok(Some(items)),
                // Python iterates over the characters of a string here, which
                // nobody can want.
                Some(Value::Text(item)) => Ok(Some(vec![item])),
                Some(_) => Err(Error::UnsupportedToml {
                    name: crate::repr(name),
                }),
            };
        };
        let items = match self.separator(separators)? {
            Some(separator) => text
                .split(separator)
                .filter(|item| !item.is_empty())
                .map(|item| item.trim().to_string())
                .collect(),
            None => {
                self.warn(Warning::deprecation(format!(
                    "No path_separator found in configuration; falling back to legacy splitting on {how} for {name}.  Consider adding path_separator=os to Alembic config."
                )));
                split_legacy(&text, legacy)
            }
        };
        Ok(Some(items))
    }

    fn separator(&self, names: &[&str]) -> Result<Option<char>, Error> {
        for name in names {
            let Some(word) = self.get_main_option(name)? else {
                continue;
            };
            let separator = match word.as_str() {
                "space" => ' ',
                "newline" => '\n',
                "os" if cfg!(windows) => ';',
                "os" | ":" => ':',
                ";" => ';',
                _ => {
                    return Err(Error::Separator {
                        value: word,
                        name: name.to_string(),
                    });
                }
            };
            if *name == "version_path_separator" {
                self.warn(Warning::deprecation(
                    "The version_path_separator configuration parameter is deprecated; please use path_separator",
                ));
            }
            return Ok(Some(separator));
        }
        Ok(None)
    }
}

/// Splits at a comma with the spaces after it, at a run of spaces, and at the
/// other marks alone.
fn split_legacy(text: &str, marks: &[char]) -> Vec<String> {
    let mut items = vec![String::new()];
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        if !marks.contains(&character) {
            if let Some(item) = items.last_mut() {
                item.push(character);
            }
            continue;
        }
        if character != ':' {
            while characters.next_if_eq(&' ').is_some() {}
        }
        items.push(String::new());
    }
    items
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, marks: &[char], expect: &[&str]) {
        assert_eq!(split_legacy(text, marks), expect, "{text:?}");
    }

    #[test]
    fn legacy_splitting_is_that_of_the_old_pattern() {
        check("a b,c,  d   e", &[' ', ','], &["a", "b", "c", "d", "e"]);
        check("a , b", &[' ', ','], &["a", "", "b"]);
        check("a:b c: d", &[' ', ',', ':'], &["a", "b", "c", "", "d"]);
        check("", &[' ', ','], &[""]);
    }
}
