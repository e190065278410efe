//! Messages about files that are made (`Creating directory … done`).

use std::cell::Cell;

use limbeck_script::Progress;

use crate::{Error, Session};

/// Indent of a message on a terminal.
const INDENT: &str = "  ";

/// Prints a message, folded to the terminal's width.
pub fn message(session: &Session, text: &str) -> Result<(), Error> {
    write(session, &format!("{}\n", folded(session, text)))
}

/// Prints that something is being done, does it, and prints whether it
/// succeeded.
pub(super) fn status<T>(
    session: &Session,
    text: &str,
    work: impl FnOnce() -> Result<T, Error>,
) -> Result<T, Error> {
    limbeck_script::status(&Shown::new(session), text, false, work)
}

/// Shows progress where the session wants it.
pub(super) struct Shown<'a> {
    session: &'a Session,
    /// Whether `quiet` does not matter: what write hooks print is between the
    /// two halves of their message.
    always: Cell<bool>,
}

impl Shown<'_> {
    pub(super) fn new(session: &Session) -> Shown<'_> {
        Shown {
            session,
            always: Cell::new(false),
        }
    }

    fn write(&self, text: &str) {
        // A message that cannot be written must not stop what it tells of; the
        // next thing that is printed fails in its own right.
        let _ = if self.always.get() {
            write_always(self.session, text)
        } else {
            write(self.session, text)
        };
    }
}

impl Progress for Shown<'_> {
    fn start(&self, message: &str, newline: bool) {
        self.always.set(newline);
        let end = if newline { "\n" } else { "" };
        let text = folded(self.session, &format!("{message} ..."));
        self.write(&format!("{text}{end}"));
    }

    fn done(&self) {
        self.write("  done\n");
    }

    fn failed(&self) {
        self.write("  FAILED\n");
    }
}

fn write(session: &Session, text: &str) -> Result<(), Error> {
    if session.settings.quiet {
        return Ok(());
    }
    write_always(session, text)
}

fn write_always(session: &Session, text: &str) -> Result<(), Error> {
    let progress = session.settings.progress.as_ref();
    let mut stdout = progress.unwrap_or(&session.stdout).borrow_mut();
    stdout
        .write_all(text.as_bytes())
        .and_then(|()| stdout.flush())
        .map_err(Error::Output)
}

fn folded(session: &Session, text: &str) -> String {
    match session.settings.terminal_width {
        None => text.to_owned(),
        Some(width) => fold(text, width),
    }
}

/// Folds text at spaces so that no line is longer than `width`; words that
/// are longer are cut.
fn fold(text: &str, width: usize) -> String {
    let room = width.saturating_sub(INDENT.len()).max(1);
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let mut word: Vec<char> = word.chars().collect();
        loop {
            let line = lines.last_mut().map(|line| {
                let used = line.chars().count();
                (line, used)
            });
            let Some((line, used)) = line else { break };
            let space = usize::from(used > 0);
            if used + space + word.len() <= room {
                if space == 1 {
                    line.push(' ');
                }
                line.extend(word);
                break;
            }
            if word.len() > room && used + space < room {
                let rest = word.split_off(room - used - space);
                if space == 1 {
                    line.push(' ');
                }
                line.extend(word);
                word = rest;
            }
            lines.push(String::new());
        }
    }
    let lines: Vec<String> = lines.iter().map(|line| format!("{INDENT}{line}")).collect();
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::fold;

    fn check(text: &str, width: usize, expected: &str) {
        assert_eq!(fold(text, width), expected, "{text:?} at {width}");
    }

    #[test]
    fn messages_are_folded_as_textwrap_folds_them() {
        check("one two three", 40, "  one two three");
        check("one two three", 10, "  one two\n  three");
        check("abcdefghij", 6, "  abcd\n  efgh\n  ij");
        check("ab cdefghij", 7, "  ab cd\n  efghi\n  j");
    }
}
