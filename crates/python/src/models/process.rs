//! The project's own Python, which reads models that cannot load here.

use std::{
    io::{BufRead, BufReader, Write},
    path::{Path, PathBuf},
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
};

use limbeck_config::Value;
use limbeck_runtime::{Error, Session};

/// The program that it runs to read models.
const EXPORTER: &str = include_str!("exporter.py");
/// The program that it runs to answer for objects.
const ANSWERS: &str = include_str!("answers.py");

/// Which Python may read models: the setting `models_python`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Choice {
    /// The project's, if it has one.
    Auto,
    /// None.
    Never,
    /// That program.
    Program(PathBuf),
}

impl Choice {
    pub(super) fn of(session: &Session) -> Result<Choice, Error> {
        Ok(match session.config.get_alembic_option("models_python")? {
            Some(Value::Text(text)) => match text.trim() {
                "" | "auto" => Choice::Auto,
                "never" => Choice::Never,
                path => Choice::Program(path.into()),
            },
            None => Choice::Auto,
            Some(_) => {
                return Err(Error::command("models_python is auto, never or a path"));
            }
        })
    }

    /// The programs to try, in order. Those that are only on `PATH` count if
    /// they know SQLAlchemy.
    pub(super) fn programs(&self, session: &Session) -> Vec<PathBuf> {
        let surroundings = &session.surroundings;
        let on_path = |name: &str| {
            let mut folders = surroundings.program_path.iter();
            folders.find_map(|folder| executable(folder.join(name)))
        };
        match self {
            Choice::Never => Vec::new(),
            Choice::Program(path) if path.components().count() == 1 && !path.exists() => {
                on_path(&path.to_string_lossy()).into_iter().collect()
            }
            Choice::Program(path) => of_environment(path)
                .or_else(|| executable(path.clone()))
                .into_iter()
                .collect(),
            Choice::Auto => {
                let beside = session
                    .config
                    .config_file_name()
                    .and_then(Path::parent)
                    .unwrap_or(Path::new(""));
                let environments = surroundings
                    .virtual_environment
                    .iter()
                    .cloned()
                    .chain([".venv", "venv"].map(|name| beside.join(name)));
                match environments
                    .into_iter()
                    .find_map(|folder| of_environment(&folder))
                {
                    Some(program) => vec![program],
                    None => ["python3", "python"]
                        .into_iter()
                        .filter_map(on_path)
                        .collect(),
                }
            }
        }
    }
}

/// The Python of a virtual environment.
fn of_environment(folder: &Path) -> Option<PathBuf> {
    ["bin/python", "bin/python3", "Scripts/python.exe"]
        .into_iter()
        .find_map(|name| executable(folder.join(name)))
}

/// The program, if there is one; its path from the root, and its symbolic
/// links kept: by them a Python knows its environment.
fn executable(path: PathBuf) -> Option<PathBuf> {
    let path = std::path::absolute(&path).unwrap_or(path);
    path.is_file().then_some(path)
}

/// What the exporter answers, which is JSON.
pub(super) fn export(program: &Path, request: &str) -> Result<String, Error> {
    let failed = |what: String| Error::command(format!("{}: {what}", program.display()));
    let mut child = Command::new(program)
        .args(["-X", "utf8", "-c", EXPORTER])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| failed(error.to_string()))?;
    if let Some(mut input) = child.stdin.take() {
        // A program that ends at once is told of by its exit.
        let _ = input.write_all(request.as_bytes());
    }
    let output = child
        .wait_with_output()
        .map_err(|error| failed(error.to_string()))?;
    if !output.status.success() {
        let told = String::from_utf8_lossy(&output.stderr);
        return Err(failed(format!(
            "reading the models ended with {}\n{}",
            output.status,
            told.trim_end()
        )));
    }
    String::from_utf8(output.stdout).map_err(|error| failed(error.to_string()))
}

/// A Python that answers questions, one line each, until this is dropped.
pub(crate) struct Conversation {
    program: PathBuf,
    child: Child,
    questions: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl Conversation {
    fn begin(program: &Path) -> Result<Conversation, Error> {
        let failed =
            |error: std::io::Error| Error::command(format!("{}: {error}", program.display()));
        // What the project's modules print goes where errors go.
        let mut child = Command::new(program)
            .args(["-X", "utf8", "-c", ANSWERS])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(failed)?;
        match (child.stdin.take(), child.stdout.take()) {
            (Some(questions), Some(answers)) => Ok(Conversation {
                program: program.to_owned(),
                child,
                questions,
                answers: BufReader::new(answers),
            }),
            _ => Err(failed(std::io::ErrorKind::BrokenPipe.into())),
        }
    }

    fn ask(&mut self, question: &str) -> std::io::Result<String> {
        writeln!(self.questions, "{question}")?;
        self.questions.flush()?;
        let mut answer = String::new();
        match self.answers.read_line(&mut answer)? {
            0 => Err(std::io::ErrorKind::UnexpectedEof.into()),
            _ => Ok(answer),
        }
    }
}

impl Drop for Conversation {
    fn drop(&mut self) {
        // It holds nothing that it would have to finish.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What that Python answers; it starts with the first question.
pub(super) fn ask(
    conversations: &mut Vec<Conversation>,
    program: &Path,
    question: &str,
) -> Result<String, Error> {
    let known = conversations.iter().position(|one| one.program == program);
    let mut conversation = match known {
        Some(place) => conversations.swap_remove(place),
        None => Conversation::begin(program)?,
    };
    let answered = conversation.ask(question);
    conversations.push(conversation);
    answered.map_err(|error| Error::command(format!("{} ended: {error}", program.display())))
}
