//! An ini file with the rules of Python's `ConfigParser`.

use std::path::Path;

use indexmap::IndexMap;

use crate::secret::{masked, masked_part};
use crate::{Error, repr};

/// The section whose values every section has unless it sets its own.
const DEFAULT: &str = "DEFAULT";
/// How deep `%(name)s` may refer to values that refer to others.
const DEEPEST: usize = 10;

type Options = IndexMap<String, String>;

/// Sections of options. Keys are kept in lower case, values raw: they are
/// interpolated when they are read.
#[derive(Clone, Debug, Default)]
pub struct Ini {
    defaults: Options,
    sections: IndexMap<String, Options>,
}

impl Ini {
    /// No sections, and these options in `[DEFAULT]`.
    pub fn new(defaults: impl IntoIterator<Item = (String, String)>) -> Self {
        Ini {
            defaults: defaults
                .into_iter()
                .map(|(key, value)| (key.to_lowercase(), value))
                .collect(),
            sections: IndexMap::new(),
        }
    }

    /// Reads the text of an ini file; `file` is only named in errors.
    ///
    /// # Errors
    /// [`Error::DuplicateSection`], [`Error::DuplicateOption`],
    /// [`Error::MissingSectionHeader`], [`Error::Parsing`].
    pub fn read(&mut self, text: &str, file: &Path) -> Result<(), Error> {
        Reader {
            ini: self,
            file,
            added: Default::default(),
            values: Default::default(),
            bad: Vec::new(),
        }
        .read(text)
    }

    /// The names of the sections in the order of the file, without `DEFAULT`.
    pub fn sections(&self) -> impl Iterator<Item = &str> {
        self.sections.keys().map(String::as_str)
    }

    /// Whether there is a section of this name; `DEFAULT` does not count.
    pub fn has_section(&self, section: &str) -> bool {
        self.sections.contains_key(section)
    }

    /// Whether the section, or `DEFAULT` on its behalf, has the option.
    pub fn has_option(&self, section: &str, option: &str) -> bool {
        let option = option.to_lowercase();
        if section.is_empty() || section == DEFAULT {
            return self.defaults.contains_key(&option);
        }
        match self.sections.get(section) {
            Some(options) => options.contains_key(&option) || self.defaults.contains_key(&option),
            None => false,
        }
    }

    /// The option's value with every `%(name)s` replaced; `None` when the
    /// section or the option does not exist.
    ///
    /// # Errors
    /// The interpolation errors.
    pub fn get(&self, section: &str, option: &str) -> Result<Option<String>, Error> {
        let option = option.to_lowercase();
        match self.raw(section, &option) {
            Some(value) => self.interpolate(section, &option, value).map(Some),
            None => Ok(None),
        }
    }

    /// All options of a section with their values, those of `DEFAULT` first;
    /// `None` when there is no such section.
    ///
    /// # Errors
    /// The interpolation errors.
    pub fn items(&self, section: &str) -> Result<Option<IndexMap<String, String>>, Error> {
        let empty = Options::new();
        let own = match self.sections.get(section) {
            Some(options) => options,
            None if section == DEFAULT => &empty,
            None => return Ok(None),
        };
        let mut merged = self.defaults.clone();
        merged.extend(own.iter().map(|(key, value)| (key.clone(), value.clone())));
        let mut items = IndexMap::with_capacity(merged.len());
        for (option, value) in &merged {
            items.insert(option.clone(), self.interpolate(section, option, value)?);
        }
        Ok(Some(items))
    }

    /// Sets an option of a section that exists.
    ///
    /// # Errors
    /// [`Error::InvalidInterpolation`] for a bare `%` in the value,
    /// [`Error::NoSection`].
    pub fn set(&mut self, section: &str, option: &str, value: &str) -> Result<(), Error> {
        let option = option.to_lowercase();
        if let Some(position) = bare_percent(value) {
            return Err(Error::InvalidInterpolation {
                value: repr(&masked(&option, value)),
                position,
            });
        }
        self.options_mut(section)?.insert(option, value.into());
        Ok(())
    }

    /// Adds a section without options; one that exists stays as it is.
    ///
    /// # Errors
    /// [`Error::ReservedSection`] for `DEFAULT`.
    pub fn add_section(&mut self, section: &str) -> Result<(), Error> {
        if section == DEFAULT {
            return Err(Error::ReservedSection);
        }
        self.sections.entry(section.into()).or_default();
        Ok(())
    }

    /// Removes an option; whether it was there.
    ///
    /// # Errors
    /// [`Error::NoSection`].
    pub fn remove_option(&mut self, section: &str, option: &str) -> Result<bool, Error> {
        let option = option.to_lowercase();
        Ok(self.options_mut(section)?.shift_remove(&option).is_some())
    }

    /// Makes a section that has everything of `parent`, overlaid with
    /// everything of `overlay`.
    pub(crate) fn derive_section(&mut self, name: &str, parent: &str, overlay: &str) {
        let mut options = self.sections.get(parent).cloned().unwrap_or_default();
        if let Some(own) = self.sections.get(overlay) {
            options.extend(own.iter().map(|(key, value)| (key.clone(), value.clone())));
        }
        self.sections.insert(name.into(), options);
    }

    fn options_mut(&mut self, section: &str) -> Result<&mut Options, Error> {
        if section.is_empty() || section == DEFAULT {
            return Ok(&mut self.defaults);
        }
        self.sections
            .get_mut(section)
            .ok_or_else(|| Error::NoSection {
                section: repr(section),
            })
    }

    /// The option's value as it is written, with nothing replaced; `option`
    /// in lower case.
    pub fn raw(&self, section: &str, option: &str) -> Option<&str> {
        let own = match self.sections.get(section) {
            Some(options) => options.get(option),
            None if section == DEFAULT => None,
            None => return None,
        };
        own.or_else(|| self.defaults.get(option))
            .map(String::as_str)
    }

    fn interpolate(&self, section: &str, option: &str, value: &str) -> Result<String, Error> {
        let mut out = String::with_capacity(value.len());
        self.interpolate_into(&mut out, section, option, value, 1)?;
        Ok(out)
    }

    fn interpolate_into(
        &self,
        out: &mut String,
        section: &str,
        option: &str,
        value: &str,
        depth: usize,
    ) -> Result<(), Error> {
        let whole = self.raw(section, option).unwrap_or(value);
        if depth > DEEPEST {
            return Err(Error::InterpolationDepth {
                option: repr(option),
                section: repr(section),
                value: repr(&masked(option, whole)),
            });
        }
        let syntax = |words: &str, rest: &str| {
            let part = masked_part(option, whole, rest);
            // A referred value may be secret although the referring one is not.
            let part = masked_part(option, value, &part);
            Error::InterpolationSyntax {
                option: repr(option),
                section: repr(section),
                message: format!("{words} {}", repr(&part)),
            }
        };
        let mut rest = value;
        while let Some(at) = rest.find('%') {
            out.push_str(&rest[..at]);
            rest = &rest[at..];
            let after = &rest[1..];
            if let Some(after) = after.strip_prefix('%') {
                out.push('%');
                rest = after;
            } else if after.starts_with('(') {
                let Some((name, after)) = reference(after) else {
                    return Err(syntax("bad interpolation variable reference", rest));
                };
                let name = name.to_lowercase();
                rest = after;
                let Some(found) = self.raw(section, &name) else {
                    return Err(Error::InterpolationMissingOption {
                        option: repr(option),
                        section: repr(section),
                        reference: repr(&name),
                        value: repr(&masked(option, whole)),
                    });
                };
                if found.contains('%') {
                    self.interpolate_into(out, section, option, found, depth + 1)?;
                } else {
                    out.push_str(found);
                }
            } else {
                return Err(syntax("'%' must be followed by '%' or '(', found:", rest));
            }
        }
        out.push_str(rest);
        Ok(())
    }
}

/// Reads `(name)s`: the name, and what follows.
fn reference(text: &str) -> Option<(&str, &str)> {
    let inside = text.strip_prefix('(')?;
    let end = inside.find(')').filter(|end| *end > 0)?;
    let after = inside[end + 1..].strip_prefix('s')?;
    Some((&inside[..end], after))
}

/// Where a `%` stands that is part of neither `%%` nor `%(name)s`, counted in
/// characters after those are taken out, as Python counts.
fn bare_percent(value: &str) -> Option<usize> {
    let text = value.replace("%%", "");
    let mut kept = String::new();
    let mut rest = text.as_str();
    while let Some(at) = rest.find('%') {
        kept.push_str(&rest[..at]);
        match reference(&rest[at + 1..]) {
            Some((_, after)) => rest = after,
            None => return Some(kept.chars().count()),
        }
    }
    None
}

/// Reads one file into an [`Ini`].
struct Reader<'a> {
    ini: &'a mut Ini,
    file: &'a Path,
    /// Sections and options that this file has added already.
    added: std::collections::HashSet<(String, Option<String>)>,
    /// The lines of each value read so far.
    values: IndexMap<(String, String), Vec<String>>,
    bad: Vec<usize>,
}

impl Reader<'_> {
    fn read(mut self, text: &str) -> Result<(), Error> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        let mut section: Option<String> = None;
        let mut option: Option<String> = None;
        let mut indent = 0;
        for (index, line) in text.split('\n').enumerate() {
            let number = index + 1;
            let value = strip(line);
            if value.starts_with(['#', ';']) {
                continue;
            }
            if value.is_empty() {
                // An empty line is part of a value that goes on after it.
                if let (Some(section), Some(option)) = (&section, &option)
                    && !option.is_empty()
                {
                    self.continue_value(section, option, "");
                }
                continue;
            }
            let level = line.chars().take_while(|c| is_space(*c)).count();
            if let (Some(section), Some(option)) = (&section, &option)
                && !option.is_empty()
                && level > indent
            {
                self.continue_value(section, option, value);
                continue;
            }
            indent = level;
            if let Some(header) = header(value) {
                self.start_section(header, number)?;
                section = Some(header.into());
                option = None;
                continue;
            }
            let Some(section) = &section else {
                return Err(Error::MissingSectionHeader {
                    file: self.file.into(),
                    line: number,
                });
            };
            match value.find(['=', ':']) {
                Some(at) => {
                    let name = strip(&value[..at]).to_lowercase();
                    if name.is_empty() {
                        self.bad.push(number);
                    }
                    self.start_option(section, &name, strip(&value[at + 1..]), number)?;
                    option = Some(name);
                }
                None => self.bad.push(number),
            }
        }
        for ((section, option), lines) in self.values {
            let value = lines.join("\n");
            let value = value.trim_end_matches(is_space).to_string();
            if section == DEFAULT {
                self.ini.defaults.insert(option, value);
            } else {
                self.ini
                    .sections
                    .entry(section)
                    .or_default()
                    .insert(option, value);
            }
        }
        if self.bad.is_empty() {
            Ok(())
        } else {
            Err(Error::Parsing {
                file: self.file.into(),
                lines: self.bad,
            })
        }
    }

    fn start_section(&mut self, name: &str, line: usize) -> Result<(), Error> {
        // `[DEFAULT]` may come again and again.
        if name == DEFAULT {
            return Ok(());
        }
        if !self.added.insert((name.into(), None)) {
            return Err(Error::DuplicateSection {
                file: self.file.into(),
                line,
                section: repr(name),
            });
        }
        self.ini.sections.entry(name.into()).or_default();
        Ok(())
    }

    fn start_option(
        &mut self,
        section: &str,
        option: &str,
        value: &str,
        line: usize,
    ) -> Result<(), Error> {
        if !self.added.insert((section.into(), Some(option.into()))) {
            return Err(Error::DuplicateOption {
                file: self.file.into(),
                line,
                option: repr(option),
                section: repr(section),
            });
        }
        self.values
            .insert((section.into(), option.into()), vec![value.into()]);
        Ok(())
    }

    fn continue_value(&mut self, section: &str, option: &str, line: &str) {
        if let Some(lines) = self
            .values
            .get_mut(&(section.to_string(), option.to_string()))
        {
            lines.push(line.into());
        }
    }
}

/// `[header]`: everything up to the last bracket, whatever follows it.
fn header(value: &str) -> Option<&str> {
    let inside = value.strip_prefix('[')?;
    let end = inside.rfind(']').filter(|end| *end > 0)?;
    Some(&inside[..end])
}

fn strip(text: &str) -> &str {
    text.trim_matches(is_space)
}

/// What Python's `str.strip()` takes for space.
fn is_space(character: char) -> bool {
    character.is_whitespace() || matches!(character, '\x1c'..='\x1f')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Ini, Error> {
        let mut ini = Ini::new([("here".to_string(), "/x".to_string())]);
        ini.read(text, Path::new("a.ini"))?;
        Ok(ini)
    }

    fn check(text: &str, option: &str, expect: Result<&str, &str>) {
        match (read(text).and_then(|ini| ini.get("a", option)), expect) {
            (Ok(value), Ok(expect)) => assert_eq!(value.as_deref(), Some(expect), "{text}"),
            (Err(error), Err(expect)) => assert_eq!(error.to_string(), expect, "{text}"),
            (got, _) => panic!("{text}: {got:?}"),
        }
    }

    #[test]
    fn values_go_on_over_deeper_lines_empty_lines_and_comments() {
        check(
            "[a]\nx = 1\n  2\n\n  3\n# c\n ; d\n  4\n\ny=5\n",
            "x",
            Ok("1\n2\n\n3\n4"),
        );
        check("[a]\nx =\n  1\n  [b]\n  2\n", "x", Ok("\n1\n[b]\n2"));
        check("[a]\r\nx : 1\r\n", "X", Ok("1"));
    }

    #[test]
    fn comments_are_whole_lines_only() {
        check("[a]\nu=1 ; x\n", "u", Ok("1 ; x"));
        check("[a]\nu=1 #y\n", "u", Ok("1 #y"));
    }

    #[test]
    fn defaults_and_references_are_read_late() {
        let text = "[DEFAULT]\nq=7\n[a]\nu=%(here)s/%(Q)s%%\n[DEFAULT]\nr=1\n";
        check(text, "u", Ok("/x/7%"));
        check(text, "r", Ok("1"));
    }

    #[test]
    fn a_header_goes_to_the_last_bracket() {
        let ini = read("[a] ; hi]\nu=1\n [b]\nz=1\n").unwrap();
        assert_eq!(ini.sections().collect::<Vec<_>>(), ["a] ; hi"]);
        assert_eq!(ini.get("a] ; hi", "u").unwrap().as_deref(), Some("1\n[b]"));
    }

    #[test]
    fn duplicates_are_errors_with_file_and_line() {
        check(
            "[a]\nx = 1\n[a]\n",
            "x",
            Err("While reading from 'a.ini' [line  3]: section 'a' already exists"),
        );
        check(
            "[a]\nx = 1\nX: 2\n",
            "x",
            Err("While reading from 'a.ini' [line  3]: option 'x' in section 'a' already exists"),
        );
    }

    #[test]
    fn lines_that_are_nothing_are_named_but_not_shown() {
        check(
            "x=1\n",
            "x",
            Err("File contains no section headers.\nfile: 'a.ini', line: 1"),
        );
        check(
            "[a]\nfoo\n= 3\nb=2\n[]\n",
            "x",
            Err("Source contains parsing errors: 'a.ini'\n\t[line  2]\n\t[line  3]\n\t[line  5]"),
        );
    }

    #[test]
    fn bad_interpolation_says_what_python_says() {
        check(
            "[a]\nu=%(z)s\n",
            "u",
            Err(
                "Bad value substitution: option 'u' in section 'a' contains an interpolation key 'z' which is not a valid option name. Raw value: '%(z)s'",
            ),
        );
        check(
            "[a]\nu=%40zz\n",
            "u",
            Err("'%' must be followed by '%' or '(', found: '%40zz'"),
        );
        check(
            "[a]\nu=%(zz\n",
            "u",
            Err("bad interpolation variable reference '%(zz'"),
        );
        check(
            "[a]\nu=%(u)s\n",
            "u",
            Err(
                "Recursion limit exceeded in value substitution: option 'u' in section 'a' contains an interpolation key which cannot be substituted in 10 steps. Raw value: '%(u)s'",
            ),
        );
        check(
            "[a]\nu=%\n",
            "u",
            Err("'%' must be followed by '%' or '(', found: '%'"),
        );
    }

    #[test]
    fn no_error_shows_a_password() {
        for text in [
            "[a]\nu=pg://u:hun%40ter2@h/db\n",
            "[a]\nu=pg://u:hunter2@h/%(db)s\n",
            "[a]\nu=pg://u:hun%(ter2@h/db\n",
            "[a]\npassword=hunter2%\nu=%(password)s\n",
            "[a]\nu=%(v)s\nv=pg://u:hunter2%x@h/db\n",
            "[a]\nu=1\nhunter2\n",
            "pg://u:hunter2@h\n",
        ] {
            let error = read(text).and_then(|ini| ini.get("a", "u")).unwrap_err();
            let shown = format!("{error} {error:?}");
            assert!(!shown.contains("ter2"), "{shown}");
        }
    }

    #[test]
    fn only_values_that_can_be_read_again_may_be_set() {
        let mut ini = read("[a]\n").unwrap();
        ini.set("a", "U", "50%% of %(here)s").unwrap();
        assert_eq!(ini.get("a", "u").unwrap().as_deref(), Some("50% of /x"));
        for (value, expect) in [
            ("%40", "invalid interpolation syntax in '%40' at position 0"),
            (
                "a%%b%",
                "invalid interpolation syntax in 'a%%b%' at position 2",
            ),
            (
                "%(x)s%",
                "invalid interpolation syntax in '%(x)s%' at position 0",
            ),
            (
                "pg://u:a%b@h",
                "invalid interpolation syntax in 'pg://u:***@h' at position 8",
            ),
        ] {
            assert_eq!(ini.set("a", "u", value).unwrap_err().to_string(), expect);
        }
    }
}
