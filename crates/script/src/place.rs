//! Where a location of the configuration lies.

use std::path::{Path, PathBuf};

use crate::Error;

/// A location is a path, or `package:folder`: a folder inside a Python package
/// that is looked for on `sys_path`.
///
/// # Errors
/// [`Error::NoSuchPackage`].
pub(crate) fn resolve(location: &str, sys_path: &[PathBuf]) -> Result<PathBuf, Error> {
    if Path::new(location).is_absolute() || !location.contains(':') {
        return Ok(location.into());
    }
    let mut parts = location.split(':');
    let package = parts.next().unwrap_or_default();
    let folders: PathBuf = package.split('.').collect();
    let candidates = || sys_path.iter().map(|path| path.join(&folders));
    // A package with `__init__.py` anywhere wins over a folder without.
    let found = candidates()
        .find(|path| path.join("__init__.py").is_file())
        .or_else(|| candidates().find(|path| path.is_dir()))
        .filter(|_| !package.is_empty());
    match found {
        Some(path) => Ok(parts.fold(path, |path, part| path.join(part))),
        None => Err(Error::NoSuchPackage {
            package: package.into(),
            location: location.into(),
        }),
    }
}

/// The absolute path, without a look at the file system.
pub(crate) fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packages_are_looked_for_in_order() {
        let folder = tempfile::tempdir().unwrap();
        let (one, two) = (folder.path().join("one"), folder.path().join("two"));
        std::fs::create_dir_all(one.join("app/db")).unwrap();
        std::fs::create_dir_all(two.join("app/db")).unwrap();
        let sys_path = [one.clone(), two.clone()];
        let check = |location: &str, expect: PathBuf| {
            assert_eq!(resolve(location, &sys_path).unwrap(), expect);
        };
        check("app.db:migrations", one.join("app/db/migrations"));
        std::fs::write(two.join("app/db/__init__.py"), "").unwrap();
        check(
            "app.db:migrations:versions",
            two.join("app/db/migrations/versions"),
        );
        check("plain/path", "plain/path".into());
        check("/absolute:path", "/absolute:path".into());
        assert_eq!(
            resolve("nope.db:migrations", &sys_path)
                .unwrap_err()
                .to_string(),
            "No module named 'nope.db'"
        );
    }
}
