use std::path::PathBuf;

use crate::RevisionError;

/// Why a script directory cannot do what was asked.
///
/// Where Alembic has a message, the text is that message.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The configuration is at fault.
    #[error(transparent)]
    Config(#[from] limbeck_config::Error),
    /// The graph of revisions, or a symbol in it, is at fault.
    #[error(transparent)]
    Revision(#[from] RevisionError),
    /// A symbol means no revision, or more than one.
    #[error("Can't locate revision identified by '{argument}'")]
    NoSuchRevision {
        /// The symbol.
        argument: String,
        /// What is wrong with it, in one sentence.
        reason: String,
        /// Known identifiers that look like it.
        near: Vec<String>,
    },
    /// A revision names another one that does not exist.
    #[error("Revision {missing} referenced from {revision} ({}) is not present", .file.display())]
    MissingRevision {
        /// The identifier that is not known.
        missing: String,
        /// The revision that names it.
        revision: String,
        /// Its file.
        file: PathBuf,
        /// Known identifiers that look like it.
        near: Vec<String>,
    },
    /// One head was asked for, and there are several.
    #[error("{message}")]
    MultipleHeads {
        /// The whole message.
        message: String,
        /// The heads.
        heads: Vec<String>,
    },
    /// The ends of a range do not lie on one line.
    #[error("{message}")]
    RangeNotAncestor {
        /// The whole message.
        message: String,
    },
    /// There is no `script_location`.
    #[error("No 'script_location' key found in configuration.")]
    NoScriptLocation,
    /// `script_location` does not exist.
    #[error(
        "Path doesn't exist: {}.  Please use the 'init' command to create a new scripts folder.",
        .path.display()
    )]
    NoSuchPath {
        /// The folder.
        path: PathBuf,
    },
    /// A `package:folder` whose package is on no path.
    #[error("No module named '{package}'")]
    NoSuchPackage {
        /// The package.
        package: String,
        /// The whole setting.
        location: String,
    },
    /// One version location was asked for, and there are several.
    #[error("Multiple version_locations present")]
    MultipleVersionLocations,
    /// A number was expected in the configuration.
    #[error("{name}: invalid literal for int() with base 10: {value}")]
    NotANumber {
        /// The key.
        name: &'static str,
        /// The value, quoted.
        value: String,
    },
    /// There is more than one base.
    #[error("The script directory has multiple bases. Please use get_bases().")]
    MultipleBases,
    /// A revision file is not Python.
    #[error(
        "File \"{}\", line {line}\n    {}\n    {}{}\nSyntaxError: {message}",
        .file.display(),
        .source_line.trim_start(),
        " ".repeat((.column - 1).saturating_sub(indent(.source_line))),
        "^".repeat(*.end_column - *.column)
    )]
    Syntax {
        /// The file.
        file: PathBuf,
        /// The line, from 1.
        line: usize,
        /// The column in characters, from 1.
        column: usize,
        /// Where the bad part ends on that line; after `column`.
        end_column: usize,
        /// The text of the line.
        source_line: String,
        /// What is wrong.
        message: String,
    },
    /// A revision file is not text in the encoding that it declares.
    #[error("{} is not {encoding} text: byte {offset} on line {line}", .file.display())]
    Encoding {
        /// The file.
        file: PathBuf,
        /// The encoding.
        encoding: String,
        /// The first bad byte, from 0.
        offset: usize,
        /// Its line, from 1.
        line: usize,
    },
    /// A text has a character that `output_encoding` cannot write, or that
    /// encoding is not known.
    #[error("'{encoding}' cannot encode the text of {}", .file.display())]
    OutputEncoding {
        /// The file to be written.
        file: PathBuf,
        /// The encoding.
        encoding: String,
    },
    /// A file or folder cannot be read or written.
    #[error("{}: {source}", .path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the operating system says.
        source: std::io::Error,
    },
    /// A file has no `revision` and no name that tells it.
    #[error(
        "Could not determine revision id from filename {filename}. Be sure the 'revision' variable is declared inside the script (please see 'Upgrading from Alembic 0.1 to 0.2' in the documentation)."
    )]
    NoRevisionId {
        /// The file's name.
        filename: String,
        /// The file.
        file: PathBuf,
    },
    /// A file has a `revision` and no `down_revision`.
    #[error("{} does not declare 'down_revision'", .file.display())]
    NoDownRevision {
        /// The file.
        file: PathBuf,
    },
    /// A file's values are computed, and nothing here can run it.
    #[error(
        "{} computes 'revision', 'down_revision', 'branch_labels' or 'depends_on'; it has to be run to know them",
        .file.display()
    )]
    Computed {
        /// The file.
        file: PathBuf,
    },
    /// A file that had to be run to know its values failed.
    #[error("{source}")]
    Run {
        /// The file.
        file: PathBuf,
        /// Why.
        source: Box<dyn std::error::Error>,
    },
    /// A compiled file without its source, which cannot be read here.
    #[error("{} is compiled; its source is needed", .file.display())]
    Compiled {
        /// The file.
        file: PathBuf,
    },
    /// A revision named twice to follow.
    #[error("Duplicate head revisions specified")]
    DuplicateHeads,
    /// Several version locations, and nothing says which one to write to.
    #[error("Multiple version locations present, please specify --version-path")]
    NoVersionPath,
    /// A version path that is none of the configured ones.
    #[error("Path {} is not represented in current version locations", .path.display())]
    UnknownVersionPath {
        /// The path.
        path: PathBuf,
    },
    /// A new revision would fork, and that was not asked for.
    #[error(
        "Revision {revision} is not a head revision; please specify --splice to create a new branch from this revision"
    )]
    NotAHead {
        /// The revision that has followers.
        revision: String,
    },
    /// A new revision file would replace one that exists.
    #[error("File {} already exists", .path.display())]
    FileExists {
        /// The file.
        path: PathBuf,
    },
    /// A new revision would have the identifier of one that exists.
    #[error("Revision {revision} already exists in {}", .file.display())]
    RevisionExists {
        /// The identifier.
        revision: String,
        /// The file that has it.
        file: PathBuf,
    },
    /// The template does not write the branch labels.
    #[error(
        "Version {revision} specified branch_labels {labels}, however the migration file {} does not have them; have you upgraded your script.py.mako to include the 'branch_labels' section?",
        .file.display()
    )]
    LabelsNotWritten {
        /// The new revision.
        revision: String,
        /// The labels as they were given.
        labels: String,
        /// The new file.
        file: PathBuf,
    },
    /// No such time zone.
    #[error("Can't locate timezone: {name}")]
    NoSuchTimezone {
        /// The name.
        name: String,
    },
    /// `file_template` does not format.
    #[error("{error} in file_template")]
    FileTemplate {
        /// What is wrong.
        error: limbeck_config::FormatError,
    },
    /// A write hook without a type.
    #[error("Key '{name}.type' (or 'type' in toml) is required for post write hook {}", limbeck_config::repr(.name))]
    HookType {
        /// The hook.
        name: String,
    },
    /// A write hook without an option that its type needs.
    #[error("Key {name}.{key} is required for post write hook {}", limbeck_config::repr(.name))]
    HookOption {
        /// The hook.
        name: String,
        /// The option.
        key: &'static str,
    },
    /// A write hook of a type that is not known.
    #[error("No formatter with name '{kind}' registered")]
    NoSuchHook {
        /// The type.
        kind: String,
    },
    /// A write hook's program is not installed.
    #[error("Could not find entrypoint console_scripts.{entrypoint}")]
    NoSuchEntrypoint {
        /// The program.
        entrypoint: String,
    },
    /// A write hook's module is not installed.
    #[error("Could not find module {module}")]
    NoSuchModule {
        /// The module.
        module: String,
    },
    /// A write hook's options have an open quotation or a last backslash.
    #[error("{message}")]
    HookOptions {
        /// What is wrong.
        message: &'static str,
    },
    /// Rendering the template failed.
    #[error("{0}")]
    Render(Box<dyn std::error::Error>),
}

impl PartialEq for Error {
    /// By text: it holds every fact.
    fn eq(&self, other: &Self) -> bool {
        self.to_string() == other.to_string()
    }
}

fn indent(line: &str) -> usize {
    line.chars()
        .take_while(|character| character.is_whitespace())
        .count()
}
