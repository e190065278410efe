//! The files of the version locations: which there are, and what they declare.

use std::collections::HashSet;
use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::skim::skim;
use crate::source::{self, Reading};
use crate::{Error, Interpreter, Metadata};

/// Fewer files are read faster by one thread.
const WORTH_THREADS: usize = 64;

/// Up to this many files are parsed whole, so that a syntax error anywhere is
/// told by every command, as it is when Python imports them. A longer history
/// is skimmed: parsing it would take most of a command's time.
const PARSED_WHOLE: usize = 250;

/// A file that holds a revision, and what it declares.
pub(crate) struct Declaration {
    pub(crate) path: PathBuf,
    pub(crate) metadata: Metadata,
}

/// How files are looked for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Search {
    pub(crate) recursive: bool,
    pub(crate) sourceless: bool,
}

impl Search {
    /// The revision files of `locations`, in the order in which the map takes
    /// them: by location, then by name. A file that is met again is left out
    /// and told of in `warnings`.
    pub(crate) fn files(
        self,
        locations: &[PathBuf],
        warnings: &mut Vec<String>,
    ) -> Result<Vec<PathBuf>, Error> {
        let mut seen = HashSet::new();
        let mut files = Vec::new();
        let mut links = false;
        for location in locations {
            // Links are resolved once for the folder, and for each file that
            // is one.
            let Ok(folder) = location.canonicalize() else {
                continue;
            };
            let mut found = Vec::new();
            links |= self.list(&folder, &mut found)?;
            // Without links, one folder has each file once.
            let once = locations.len() == 1 && !links;
            for path in found {
                if !once && !seen.insert(path.clone()) {
                    warnings.push(format!(
                        "File {} loaded twice! ignoring. Please ensure version_locations is unique.",
                        path.display()
                    ));
                } else if self.is_revision_file(&path)? {
                    files.push(path);
                }
            }
        }
        Ok(files)
    }

    /// Adds the files of a folder; whether there are links among them.
    fn list(self, folder: &Path, found: &mut Vec<PathBuf>) -> Result<bool, Error> {
        let failed = |source| Error::Io {
            path: folder.into(),
            source,
        };
        let (mut names, mut folders) = (Vec::new(), Vec::new());
        let mut links = false;
        let entries = match std::fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == ErrorKind::NotADirectory => return Ok(false),
            Err(error) => return Err(failed(error)),
        };
        for entry in entries {
            let entry = entry.map_err(failed)?;
            let kind = entry.file_type().map_err(failed)?;
            let path = entry.path();
            if kind.is_dir() {
                folders.push(path);
            } else if !kind.is_symlink() {
                names.push((entry.file_name(), path));
            } else if !path.is_dir() {
                links = true;
                let real = path.canonicalize().unwrap_or(path);
                names.push((entry.file_name(), real));
            }
        }
        names.sort();
        let in_cache = |path: &Path| path.to_string_lossy().ends_with("__pycache__");
        if !in_cache(folder) {
            let compiled = folder.join("__pycache__");
            let stems: HashSet<String> = names.iter().map(|(name, _)| stem(name)).collect();
            found.extend(names.into_iter().map(|(_, path)| path));
            if self.sourceless && compiled.is_dir() {
                let cached = std::fs::read_dir(&compiled).map_err(failed)?;
                let mut cached: Vec<PathBuf> = cached
                    .filter_map(Result::ok)
                    .filter(|entry| !stems.contains(&stem(&entry.file_name())))
                    .map(|entry| entry.path())
                    .collect();
                cached.sort();
                found.extend(cached);
            }
        }
        if self.recursive {
            folders.sort();
            for folder in folders {
                links |= self.list(&folder, found)?;
            }
        }
        Ok(links)
    }

    fn is_revision_file(self, path: &Path) -> Result<bool, Error> {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if name.starts_with(".#") || name.starts_with("__init__") {
            return Ok(false);
        }
        if name.ends_with(".py") {
            return Ok(true);
        }
        if !self.sourceless {
            return Ok(false);
        }
        let Some(source) = name
            .strip_suffix(['c', 'o'])
            .filter(|name| name.ends_with(".py"))
        else {
            return Ok(false);
        };
        let exists = |name: String| path.with_file_name(name).exists();
        if exists(source.to_string()) || name.ends_with('o') && exists(format!("{source}c")) {
            return Ok(false);
        }
        Err(Error::Compiled { file: path.into() })
    }
}

/// Reads files, many at a time. What computes its values goes to the
/// interpreter afterwards, one by one.
///
/// # Errors
/// The error of the first file that has one.
pub(crate) fn read_all(
    files: Vec<PathBuf>,
    interpreter: Option<&dyn Interpreter>,
) -> Result<Vec<Declaration>, Error> {
    // An error cannot be sent from one thread to another, so a file that has
    // one is read again.
    let whole = files.len() <= PARSED_WHOLE;
    let read = |buffer: &mut Vec<u8>, file: &PathBuf| read_file(file, buffer, whole).ok();
    let readings: Vec<Option<Reading>> = if files.len() < WORTH_THREADS {
        let mut buffer = Vec::new();
        files.iter().map(|file| read(&mut buffer, file)).collect()
    } else {
        files
            .par_iter()
            .with_min_len(32)
            .map_init(Vec::new, read)
            .collect()
    };
    files
        .into_iter()
        .zip(readings)
        .map(|(path, reading): (PathBuf, _)| {
            let reading = match reading {
                Some(reading) => reading,
                None => read_file(&path, &mut Vec::new(), true)?,
            };
            let metadata = match (reading, interpreter) {
                (Reading::Known(metadata), _) => metadata,
                (Reading::Computed, Some(interpreter)) => {
                    interpreter.metadata(&path).map_err(|source| Error::Run {
                        file: path.clone(),
                        source,
                    })?
                }
                (Reading::Computed, None) => return Err(Error::Computed { file: path }),
            };
            Ok(Declaration { path, metadata })
        })
        .collect()
}

/// Reads what a file declares; `buffer` saves allocations. A file that is not
/// parsed `whole` may have errors inside its functions, which show when it is
/// run.
fn read_file(file: &Path, buffer: &mut Vec<u8>, whole: bool) -> Result<Reading, Error> {
    let failed = |source| Error::Io {
        path: file.into(),
        source,
    };
    let bytes = read_bytes(file, buffer).map_err(failed)?;
    if !whole
        && let Ok(text) = std::str::from_utf8(bytes)
        && let Some(metadata) = skim(text)
    {
        return Ok(Reading::Known(metadata));
    }
    source::read(file, &decode(file, bytes.to_vec())?)
}

/// The bytes of a file, without asking for its size first: that is half of
/// the time that a small file takes.
fn read_bytes<'a>(file: &Path, buffer: &'a mut Vec<u8>) -> std::io::Result<&'a [u8]> {
    let mut file = File::open(file)?;
    let mut length = 0;
    loop {
        if length == buffer.len() {
            buffer.resize((2 * length).max(16 * 1024), 0);
        }
        match file.read(&mut buffer[length..]) {
            Ok(0) => return Ok(&buffer[..length]),
            Ok(read) => length += read,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

/// The text of a source file in the encoding that it declares, with `\n` at
/// line ends.
fn decode(file: &Path, bytes: Vec<u8>) -> Result<String, Error> {
    let text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let offset = error.utf8_error().valid_up_to();
            let bytes = error.into_bytes();
            let encoding = declared_encoding(&bytes);
            let latin = ["latin-1", "latin1", "iso-8859-1", "iso8859-1", "l1"];
            if !latin.contains(&encoding.as_str()) {
                return Err(Error::Encoding {
                    file: file.into(),
                    encoding,
                    offset,
                    line: bytes[..offset]
                        .iter()
                        .filter(|byte| **byte == b'\n')
                        .count()
                        + 1,
                });
            }
            bytes.into_iter().map(char::from).collect()
        }
    };
    let text = match text.strip_prefix('\u{feff}') {
        Some(text) => text.to_string(),
        None => text,
    };
    Ok(if text.contains('\r') {
        text.replace("\r\n", "\n").replace('\r', "\n")
    } else {
        text
    })
}

/// The encoding that a comment on one of the first two lines declares.
fn declared_encoding(bytes: &[u8]) -> String {
    for line in bytes.split(|byte| *byte == b'\n').take(2) {
        let line = String::from_utf8_lossy(line);
        let Some(comment) = line.trim_start().strip_prefix('#') else {
            continue;
        };
        let Some(at) = comment.find("coding").map(|at| at + "coding".len()) else {
            continue;
        };
        if let Some(name) = comment[at..].strip_prefix([':', '=']) {
            let name = name.trim_start().to_lowercase().replace('_', "-");
            let end = name.find(|c: char| !c.is_alphanumeric() && !"-.".contains(c));
            return name[..end.unwrap_or(name.len())].to_string();
        }
    }
    "utf-8".into()
}

fn stem(name: &std::ffi::OsStr) -> String {
    name.to_string_lossy()
        .split('.')
        .next()
        .unwrap_or_default()
        .to_string()
}
