//! Gathers what a command needs from the process: its arguments, its
//! environment variables, its terminal and its signals.

use std::cell::RefCell;
use std::env;
use std::io::{self, BufWriter, IsTerminal, LineWriter};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use limbeck_config::{Config, Files};
use limbeck_python::{Argument, CommandLine, PythonEnvironment, PythonOptions};
use limbeck_runtime::{Output, Session, Settings};
use limbeck_script::Surroundings;

use crate::arguments::{Arguments, Command, Global};
use crate::failure::tell;

/// The session of a command line.
pub fn open(arguments: &Arguments) -> Result<Session, limbeck_config::Error> {
    let global = &arguments.global;
    let named: Vec<PathBuf> = global.config.iter().map(PathBuf::from).collect();
    let files = Files::choose(&named, variable("ALEMBIC_CONFIG").as_deref())?;
    let stdout = stdout();
    let virtual_environment = virtual_environment(&files.ini);
    let search_path = search_path(virtual_environment.as_deref());
    let environment = PythonEnvironment::new(PythonOptions {
        arguments: env::args().collect(),
        search_path: search_path.clone(),
        stdout: stdout.clone(),
        stderr: Rc::new(RefCell::new(io::stderr())),
        command: Some(command_line(arguments)),
    });
    let log = environment.log();
    let interpreter = environment.interpreter();
    Ok(Session {
        config: Rc::new(Config::from_files(files, &global.name)),
        environment: Rc::new(environment),
        stdout,
        log,
        settings: Rc::new(Settings {
            resume: matches!(
                &arguments.command,
                Command::Upgrade(to) | Command::Downgrade(to) if to.resume
            ),
            ..settings(global)
        }),
        surroundings: Surroundings {
            sys_path: search_path,
            program_path: env::split_paths(&env::var_os("PATH").unwrap_or_default()).collect(),
            virtual_environment,
            interpreter: Some(interpreter),
        },
    })
}

fn settings(global: &Global) -> Settings {
    let settings = Settings::default();
    stop_on_interrupt(&settings);
    Settings {
        lock: !global.no_lock,
        lock_timeout: Duration::from_secs(global.lock_timeout),
        quiet: global.quiet,
        terminal_width: terminal_size::terminal_size_of(io::stdin())
            .map(|(width, _)| usize::from(width.0)),
        variable: Rc::new(variable),
        x_arguments: global.x.clone(),
        notice: Rc::new(|text| tell(&format!("{text}\n"))),
        ..settings
    }
}

fn variable(name: &str) -> Option<String> {
    env::var(name).ok()
}

fn stdout() -> Output {
    let stdout = io::stdout();
    if stdout.is_terminal() {
        Rc::new(RefCell::new(LineWriter::new(stdout)))
    } else {
        Rc::new(RefCell::new(BufWriter::with_capacity(1 << 16, stdout)))
    }
}

/// How long a run may take to stop before the user is told of the second
/// Ctrl-C.
const STOPPING: Duration = Duration::from_secs(2);

/// Makes Ctrl-C stop the run and the statement that it is in. The second
/// Ctrl-C ends the process at once; the database then rolls back by itself.
fn stop_on_interrupt(settings: &Settings) {
    let (interrupted, running) = (settings.interrupted.clone(), settings.running.clone());
    // Without a handler, Ctrl-C ends the process at once: still safe.
    let _ = ctrlc::set_handler(move || {
        if interrupted.swap(true, Ordering::Relaxed) {
            std::process::exit(130);
        }
        let running = running.lock().ok().and_then(|running| running.clone());
        std::thread::spawn(|| {
            std::thread::sleep(STOPPING);
            tell("still stopping; Ctrl-C again ends at once, and the database rolls back\n");
        });
        if let Some(statement) = running {
            statement.cancel();
        }
    });
}

/// The project's virtual environment: the active one, or `.venv` or `venv`
/// beside the ini file.
fn virtual_environment(ini: &Path) -> Option<PathBuf> {
    let beside = ini.parent().unwrap_or(Path::new(""));
    let mut known = [".venv", "venv"].map(|name| beside.join(name)).into_iter();
    env::var_os("VIRTUAL_ENV").map(PathBuf::from).or_else(|| {
        known.find(|folder| ["lib", "Lib"].iter().any(|name| folder.join(name).is_dir()))
    })
}

/// Where modules are imported from, after `prepend_sys_path`: `PYTHONPATH`,
/// the virtual environment's site-packages, and the folders that files of
/// theirs name, as those of packages installed for editing do.
fn search_path(virtual_environment: Option<&Path>) -> Vec<PathBuf> {
    let configured = env::var_os("PYTHONPATH").unwrap_or_default();
    let mut installed: Vec<PathBuf> = virtual_environment
        .and_then(|folder| std::fs::read_dir(folder.join("lib")).ok())
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path().join("site-packages"))
        .filter(|path| path.is_dir())
        .collect();
    installed.sort();
    let named: Vec<PathBuf> = installed.iter().flat_map(|folder| named(folder)).collect();
    env::split_paths(&configured)
        .filter(|path| !path.as_os_str().is_empty())
        .chain(installed)
        .chain(named)
        .collect()
}

/// The folders that the `.pth` files in site-packages name.
fn named(site_packages: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(site_packages)
        .into_iter()
        .flatten()
        .flatten();
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "pth"))
        .collect();
    files.sort();
    files
        .iter()
        .filter_map(|file| std::fs::read_to_string(file).ok())
        .flat_map(|text| {
            let lines = text.lines().map(str::trim);
            // Lines that begin with `import` are programs.
            let folders = lines.filter(|line| !line.is_empty() && !line.starts_with('#'));
            folders
                .map(|line| site_packages.join(line))
                .collect::<Vec<PathBuf>>()
        })
        .filter(|folder| folder.is_dir())
        .collect()
}

/// `config.cmd_opts`, under the names that Alembic's parser gives them.
fn command_line(arguments: &Arguments) -> CommandLine {
    let global = &arguments.global;
    let mut options = vec![
        ("config", list(&global.config)),
        ("name", Argument::Text(global.name.clone())),
        ("x", list(&global.x)),
        ("raiseerr", Argument::Boolean(global.raiseerr)),
        ("quiet", Argument::Boolean(global.quiet)),
    ];
    let (name, own) = own_options(&arguments.command);
    options.extend(own);
    CommandLine {
        name: name.to_owned(),
        options: options
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value))
            .collect(),
    }
}

fn list(values: &[String]) -> Argument {
    if values.is_empty() {
        Argument::None
    } else {
        Argument::List(values.to_vec())
    }
}

fn text(value: Option<&String>) -> Argument {
    value.map_or(Argument::None, |text| Argument::Text(text.clone()))
}

fn own_options(command: &Command) -> (&'static str, Vec<(&'static str, Argument)>) {
    use Argument::{Boolean, List, Text};
    match command {
        Command::Branches(flags) => ("branches", vec![("verbose", Boolean(flags.verbose))]),
        Command::Check(_) => ("check", vec![]),
        Command::Current(flags) => (
            "current",
            vec![
                ("check_heads", Boolean(flags.check_heads)),
                ("verbose", Boolean(flags.verbose)),
            ],
        ),
        Command::Downgrade(to) | Command::Upgrade(to) => (
            if matches!(command, Command::Upgrade(_)) {
                "upgrade"
            } else {
                "downgrade"
            },
            vec![
                ("revision", Text(to.revision.clone())),
                ("sql", Boolean(to.sql)),
                ("tag", text(to.tag.as_ref())),
            ],
        ),
        Command::Edit { rev } => ("edit", vec![("rev", Text(rev.clone()))]),
        Command::Show { rev } => ("show", vec![("rev", Text(rev.clone()))]),
        Command::EnsureVersion { sql } => ("ensure_version", vec![("sql", Boolean(*sql))]),
        Command::Heads(flags) => (
            "heads",
            vec![
                ("verbose", Boolean(flags.verbose)),
                ("resolve_dependencies", Boolean(flags.resolve_dependencies)),
            ],
        ),
        Command::History(flags) => (
            "history",
            vec![
                ("rev_range", text(flags.rev_range.as_ref())),
                ("verbose", Boolean(flags.verbose)),
                ("indicate_current", Boolean(flags.indicate_current)),
            ],
        ),
        Command::Init(init) => (
            "init",
            vec![
                ("directory", Text(init.directory.clone())),
                ("template", Text(init.template.clone())),
                ("package", Boolean(init.package)),
            ],
        ),
        Command::Merge(merge) => (
            "merge",
            vec![
                ("revisions", List(merge.revisions.clone())),
                ("message", text(merge.message.as_ref())),
                ("branch_label", text(merge.branch_label.as_ref())),
                ("rev_id", text(merge.rev_id.as_ref())),
                ("splice", Boolean(merge.splice)),
            ],
        ),
        Command::Revision(new) => (
            "revision",
            vec![
                ("message", text(new.message.as_ref())),
                ("autogenerate", Boolean(new.autogenerate)),
                ("sql", Boolean(new.sql)),
                ("head", text(new.head.as_ref())),
                ("splice", Boolean(new.splice)),
                ("branch_label", text(new.branch_label.as_ref())),
                ("version_path", text(new.version_path.as_ref())),
                ("rev_id", text(new.rev_id.as_ref())),
                ("depends_on", list(&new.depends_on)),
            ],
        ),
        Command::Stamp(to) => (
            "stamp",
            vec![
                ("revisions", List(to.revisions.clone())),
                ("sql", Boolean(to.sql)),
                ("tag", text(to.tag.as_ref())),
                ("purge", Boolean(to.purge)),
            ],
        ),
        Command::ListTemplates => ("list_templates", vec![]),
        Command::Python { .. } => ("python", vec![]),
        Command::Completions { .. } => ("completions", vec![]),
        Command::Man { .. } => ("man", vec![]),
    }
}
