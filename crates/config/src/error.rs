use std::path::PathBuf;

use crate::FormatError;

/// Why a configuration cannot be used.
///
/// Where Alembic or Python's `configparser` has a message, the text is that
/// message; secrets inside values are masked.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A section was asked for by name, and there is no such section.
    #[error("No config file {file} found, or file has no '[{section}]' section")]
    NoSuchSection {
        /// The ini file's name as Python would quote it, or `None`.
        file: String,
        /// The section's name.
        section: String,
    },
    /// An option was to be removed from a section that does not exist.
    #[error("No section: {section}")]
    NoSection {
        /// The section's name, quoted.
        section: String,
    },
    /// `DEFAULT` was to be added as an ordinary section.
    #[error("Invalid section name: 'DEFAULT'")]
    ReservedSection,
    /// A section stands twice in one ini file.
    #[error(
        "While reading from {} [line {line:2}]: section {section} already exists",
        quoted(file)
    )]
    DuplicateSection {
        /// The ini file.
        file: PathBuf,
        /// The line of the second header, from 1.
        line: usize,
        /// The section's name, quoted.
        section: String,
    },
    /// A key stands twice in one section.
    #[error(
        "While reading from {} [line {line:2}]: option {option} in section {section} already exists",
        quoted(file)
    )]
    DuplicateOption {
        /// The ini file.
        file: PathBuf,
        /// The line of the second one, from 1.
        line: usize,
        /// The key, quoted.
        option: String,
        /// The section's name, quoted.
        section: String,
    },
    /// The first line that says something is not a section header.
    #[error(
        "File contains no section headers.\nfile: {}, line: {line}",
        quoted(file)
    )]
    MissingSectionHeader {
        /// The ini file.
        file: PathBuf,
        /// The line, from 1.
        line: usize,
    },
    /// Lines that are neither a header, nor a comment, nor `key = value`.
    #[error(
        "Source contains parsing errors: {}{}",
        quoted(file),
        lines_text(lines)
    )]
    Parsing {
        /// The ini file.
        file: PathBuf,
        /// The lines, from 1. Their text is left out: it may be a secret.
        lines: Vec<usize>,
    },
    /// `%(name)s` names an option that does not exist.
    #[error(
        "Bad value substitution: option {option} in section {section} contains an interpolation key {reference} which is not a valid option name. Raw value: {value}"
    )]
    InterpolationMissingOption {
        /// The key whose value was asked for, quoted.
        option: String,
        /// The section's name, quoted.
        section: String,
        /// The name inside `%(…)s`, quoted.
        reference: String,
        /// The raw value, masked and quoted.
        value: String,
    },
    /// A `%` that is neither `%%` nor the start of `%(name)s`.
    #[error("{message}")]
    InterpolationSyntax {
        /// The key whose value was asked for, quoted.
        option: String,
        /// The section's name, quoted.
        section: String,
        /// What is wrong, with the value masked.
        message: String,
    },
    /// Options that refer to each other without end.
    #[error(
        "Recursion limit exceeded in value substitution: option {option} in section {section} contains an interpolation key which cannot be substituted in 10 steps. Raw value: {value}"
    )]
    InterpolationDepth {
        /// The key whose value was asked for, quoted.
        option: String,
        /// The section's name, quoted.
        section: String,
        /// The raw value, masked and quoted.
        value: String,
    },
    /// A value to be set holds a bare `%`.
    #[error("invalid interpolation syntax in {value} at position {position}")]
    InvalidInterpolation {
        /// The value, masked and quoted.
        value: String,
        /// Where the `%` stands, in characters, once well-formed parts are
        /// taken out.
        position: usize,
    },
    /// A file is not UTF-8 text.
    #[error("{} is not UTF-8 text: byte {offset} on line {line}", .file.display())]
    NotUtf8 {
        /// The file.
        file: PathBuf,
        /// The first bad byte, from 0.
        offset: usize,
        /// Its line, from 1.
        line: usize,
    },
    /// A file exists and cannot be read.
    #[error("{} cannot be read: {reason}", .file.display())]
    Unreadable {
        /// The file.
        file: PathBuf,
        /// What the operating system says.
        reason: String,
    },
    /// A TOML file is not TOML.
    #[error("{} is not valid TOML: {message} (at line {line}, column {column})", .file.display())]
    Toml {
        /// The file.
        file: PathBuf,
        /// What is wrong.
        message: String,
        /// The line, from 1.
        line: usize,
        /// The column in characters, from 1.
        column: usize,
    },
    /// `tool` or `tool.alembic` is not a table.
    #[error("Incorrect TOML format")]
    IncorrectToml,
    /// A setting that is true or false is something else in TOML.
    #[error("boolean value expected for TOML parameter {name}")]
    BooleanExpected {
        /// The key, quoted.
        name: String,
    },
    /// A value in TOML of a kind that no setting has.
    #[error("unsupported TOML value type for key: {name}")]
    UnsupportedToml {
        /// The key, quoted.
        name: String,
    },
    /// `%` in a TOML value that does not format.
    #[error("{error} in the TOML value for key: {name}")]
    TomlFormat {
        /// The key, quoted.
        name: String,
        /// What is wrong.
        error: FormatError,
    },
    /// A write hook in TOML without a name.
    #[error("a [[tool.alembic.post_write_hooks]] table has no 'name'")]
    HookWithoutName,
    /// `pyproject.toml` was named by `-c` twice.
    #[error("pyproject.toml indicated more than once")]
    TwoTomlFiles,
    /// Two ini files were named by `-c`.
    #[error("only one ini file may be indicated")]
    TwoIniFiles,
    /// `path_separator` is no word that it knows.
    #[error(
        "'{value}' is not a valid value for {name}; expected 'space', 'newline', 'os', ':', ';'"
    )]
    Separator {
        /// The word.
        value: String,
        /// The key: `path_separator` or its old name.
        name: String,
    },
    /// A truth value is no word that it knows.
    #[error("String is not true/false: {text}")]
    NotTrueOrFalse {
        /// The word, quoted.
        text: String,
    },
}

fn quoted(file: &std::path::Path) -> String {
    crate::repr(&file.to_string_lossy())
}

fn lines_text(lines: &[usize]) -> String {
    lines
        .iter()
        .map(|line| format!("\n\t[line {line:2}]"))
        .collect()
}
