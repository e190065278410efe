//! Programs that run on each new revision file.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use limbeck_config::{Hook, repr};

use crate::{Error, Progress, Surroundings, shell, status};

/// Stands for the file in a hook's options.
const TOKEN: &str = "REVISION_SCRIPT_FILENAME";

/// Asks Python whether it has a module.
const HAS_MODULE: &str =
    "import importlib.util, sys; sys.exit(importlib.util.find_spec(sys.argv[1]) is None)";

/// Runs the hooks on a file, one after the other. What a program says with
/// its exit status is ignored.
///
/// # Errors
/// Hooks that are not complete or whose program is not installed.
pub(crate) fn run_all(
    hooks: &[Hook],
    file: &Path,
    surroundings: &Surroundings,
    progress: &dyn Progress,
) -> Result<(), Error> {
    for hook in hooks {
        let kind = hook.options.get("type").ok_or_else(|| Error::HookType {
            name: hook.name.clone(),
        })?;
        let message = format!("Running post write hook {}", repr(&hook.name));
        status(progress, &message, true, || {
            run(hook, kind, file, surroundings)
        })?;
    }
    Ok(())
}

fn run(hook: &Hook, kind: &str, file: &Path, surroundings: &Surroundings) -> Result<(), Error> {
    // One that env.py registers wins, as a later registration does.
    let mut options = hook.options.clone();
    options.insert("_hook_name".to_owned(), hook.name.clone());
    if let Some(interpreter) = &surroundings.interpreter
        && let Some(result) = interpreter.write_hook(kind, file, &options)
    {
        return result.map_err(|source| Error::Run {
            file: file.into(),
            source,
        });
    }
    let mut command = match kind {
        "console_scripts" => {
            let entrypoint = option(hook, "entrypoint")?;
            let program = surroundings.program(entrypoint);
            Command::new(program.ok_or_else(|| Error::NoSuchEntrypoint {
                entrypoint: entrypoint.into(),
            })?)
        }
        "exec" => {
            let executable = option(hook, "executable")?;
            let program = surroundings.program(executable);
            Command::new(program.unwrap_or_else(|| executable.into()))
        }
        "module" => {
            let module = option(hook, "module")?;
            let mut command = Command::new(surroundings.python_with(module).ok_or_else(|| {
                Error::NoSuchModule {
                    module: module.into(),
                }
            })?);
            command.args(["-m", module]);
            command
        }
        _ => return Err(Error::NoSuchHook { kind: kind.into() }),
    };
    command.args(arguments(hook, file)?);
    if let Some(folder) = hook.options.get("cwd") {
        command.current_dir(folder);
    }
    let outcome = command.status();
    outcome.map(drop).map_err(|source| Error::Io {
        path: command.get_program().into(),
        source,
    })
}

fn option<'a>(hook: &'a Hook, key: &'static str) -> Result<&'a str, Error> {
    let value = hook.options.get(key).ok_or_else(|| Error::HookOption {
        name: hook.name.clone(),
        key,
    })?;
    Ok(value)
}

/// The words of the hook's options; the file comes first unless they place it.
fn arguments(hook: &Hook, file: &Path) -> Result<Vec<String>, Error> {
    let mut line = hook.options.get("options").cloned().unwrap_or_default();
    if !line.contains(TOKEN) {
        line = format!("{TOKEN} {line}");
    }
    let words = shell::split(&line).map_err(|message| Error::HookOptions { message })?;
    let path = file.to_string_lossy();
    Ok(words
        .into_iter()
        .map(|word| word.replace(TOKEN, &path))
        .collect())
}

impl Surroundings {
    /// The file of a program: in the virtual environment, else on the path.
    pub(crate) fn program(&self, name: &str) -> Option<PathBuf> {
        if name.is_empty() || name.contains('/') {
            return None;
        }
        let environment = self
            .virtual_environment
            .iter()
            .map(|folder| folder.join(if cfg!(windows) { "Scripts" } else { "bin" }));
        let mut folders = environment.chain(self.program_path.iter().cloned());
        folders.find_map(|folder| {
            let file = folder.join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
            is_program(&file).then_some(file)
        })
    }

    /// A Python that has this module.
    fn python_with(&self, module: &str) -> Option<PathBuf> {
        let names = if self.virtual_environment.is_some() {
            ["python", "python3"]
        } else {
            ["python3", "python"]
        };
        let python = names.iter().find_map(|name| self.program(name))?;
        let mut question = Command::new(&python);
        question
            .args(["-c", HAS_MODULE, module])
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        question
            .status()
            .is_ok_and(|status| status.success())
            .then_some(python)
    }
}

fn is_program(file: &Path) -> bool {
    let Ok(metadata) = file.metadata() else {
        return false;
    };
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        metadata.is_file() && metadata.permissions().mode() & 0o111 != 0
    }
    #[cfg(not(unix))]
    metadata.is_file()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hook(options: &[(&str, &str)]) -> Hook {
        Hook {
            name: "h".into(),
            options: options
                .iter()
                .map(|(k, v)| (k.to_string(), v.to_string()))
                .collect(),
        }
    }

    fn check(options: &[(&str, &str)], expect: Result<(), &str>) {
        let surroundings = Surroundings {
            program_path: vec!["/bin".into(), "/usr/bin".into()],
            ..Surroundings::default()
        };
        let result = run_all(
            &[hook(options)],
            Path::new("/dev/null"),
            &surroundings,
            &crate::Silent,
        );
        assert_eq!(
            result.map_err(|error| error.to_string()),
            expect.map_err(str::to_string)
        );
    }

    #[test]
    fn incomplete_hooks_are_refused_in_alembics_words() {
        check(
            &[],
            Err("Key 'h.type' (or 'type' in toml) is required for post write hook 'h'"),
        );
        check(
            &[("type", "x")],
            Err("No formatter with name 'x' registered"),
        );
        check(
            &[("type", "console_scripts")],
            Err("Key h.entrypoint is required for post write hook 'h'"),
        );
        check(
            &[
                ("type", "console_scripts"),
                ("entrypoint", "no-such-program"),
            ],
            Err("Could not find entrypoint console_scripts.no-such-program"),
        );
        check(
            &[("type", "exec")],
            Err("Key h.executable is required for post write hook 'h'"),
        );
        check(
            &[("type", "module")],
            Err("Key h.module is required for post write hook 'h'"),
        );
        check(
            &[("type", "module"), ("module", "no_such_module_x")],
            Err("Could not find module no_such_module_x"),
        );
    }

    #[test]
    fn an_exit_status_is_ignored() {
        check(&[("type", "exec"), ("executable", "false")], Ok(()));
    }

    #[test]
    fn the_file_comes_first_unless_the_options_place_it() {
        let words = |line: &str| arguments(&hook(&[("options", line)]), Path::new("/a b.py"));
        assert_eq!(
            words("-l 79"),
            Ok(vec!["/a b.py".into(), "-l".into(), "79".into()])
        );
        assert_eq!(
            words("--in=REVISION_SCRIPT_FILENAME 'x y'"),
            Ok(vec!["--in=/a b.py".into(), "x y".into()])
        );
        assert_eq!(words("'x").unwrap_err().to_string(), "No closing quotation");
    }

    #[test]
    fn programs_run_on_the_file_in_their_folder() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("r.py");
        std::fs::write(&file, "old").unwrap();
        let options = [
            ("type", "exec"),
            ("executable", "sh"),
            ("options", "-c 'pwd > REVISION_SCRIPT_FILENAME'"),
            ("cwd", "/"),
        ];
        let surroundings = Surroundings {
            program_path: vec!["/bin".into()],
            ..Surroundings::default()
        };
        run_all(&[hook(&options)], &file, &surroundings, &crate::Silent).unwrap();
        assert_eq!(std::fs::read_to_string(&file).unwrap(), "/\n");
    }
}
