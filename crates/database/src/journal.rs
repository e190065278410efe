//! What of a revision a server has kept that commits DDL by itself.

use std::collections::VecDeque;

use limbeck_dialect::Sql;
use limbeck_schema::Value;

use crate::{Error, parameters};

/// A statement that a revision executed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JournalEntry {
    /// Its text, with its parameters behind it if it has any.
    pub statement: String,
}

impl JournalEntry {
    fn new(text: &str, sets: &[Vec<Value>]) -> JournalEntry {
        JournalEntry {
            statement: match sets {
                [] => text.trim().to_owned(),
                sets => format!(
                    "{}\n[parameters: {}]",
                    text.trim(),
                    parameters::show(sets, &[], 0)
                ),
            },
        }
    }
}

/// The statements of a revision, by what became of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Journal {
    /// Those that the server keeps, in order.
    pub kept: Vec<JournalEntry>,
    /// Those that were rolled back.
    pub undone: Vec<JournalEntry>,
    /// The one that failed.
    pub failed: Option<JournalEntry>,
    /// The one that an earlier run had begun, and this one did not come to.
    pub unsure: Option<JournalEntry>,
}

/// The statements that write a journal where the end of this process does not
/// touch it: what has no row there was not committed.
pub trait JournalKeeper {
    /// Makes the journal's table, where that was not done before.
    fn create(&self) -> Option<Sql>;

    /// Adds entries from that position on. The last one has only begun, unless
    /// all are `finished`.
    fn insert(&self, position: usize, entries: &[String], finished: bool) -> Option<Sql>;

    /// Says that the entry at that position took effect.
    fn finish(&self, position: usize) -> Option<Sql>;
}

/// Keeps the journal of a connection.
#[derive(Default)]
pub(crate) struct Recorder {
    journal: Journal,
    /// Executed, and not committed yet.
    open: Vec<JournalEntry>,
    /// Kept by an earlier run: not to be executed again.
    done: VecDeque<JournalEntry>,
    /// Begun by an earlier run that was ended then.
    unsure: Option<JournalEntry>,
    keeper: Option<Box<dyn JournalKeeper>>,
    /// Whether the keeper has made its table.
    created: bool,
    /// How many rows there are.
    rows: usize,
    /// How many of the open entries have a row.
    written: usize,
}

/// What is to be done with a statement.
pub(crate) enum Step {
    /// It only asks, or is of this session alone: execute it.
    Unrecorded,
    /// Execute it, and tell the recorder how that went.
    Execute(JournalEntry),
    /// The same, but an earlier run may have done it.
    Repeat(JournalEntry),
    /// An earlier run did it.
    Skip,
}

impl Recorder {
    /// Of an earlier run, `done` took effect, and perhaps `unsure` after them.
    pub(crate) fn new(done: Vec<JournalEntry>, unsure: Option<JournalEntry>) -> Recorder {
        Recorder {
            rows: done.len(),
            done: done.into(),
            unsure,
            ..Recorder::default()
        }
    }

    /// Has the journal written while statements are executed.
    pub(crate) fn kept_by(mut self, keeper: Box<dyn JournalKeeper>) -> Recorder {
        self.keeper = Some(keeper);
        self
    }

    /// Writes no more; whether there may be rows.
    pub(crate) fn stop_keeping(&mut self) -> bool {
        self.keeper = None;
        self.created || self.rows > 0
    }

    /// The statements to execute before one that commits by itself, or, with
    /// none, before a commit: with them, what is committed has its rows.
    pub(crate) fn before(&mut self, entry: Option<&JournalEntry>) -> Vec<Sql> {
        if self.keeper.is_none() {
            return Vec::new();
        }
        let texts: Vec<String> = self
            .open
            .iter()
            .skip(self.written)
            .chain(entry)
            .map(|entry| entry.statement.clone())
            .collect();
        if texts.is_empty() {
            return Vec::new();
        }
        let mut statements = Vec::new();
        if let Some(keeper) = &self.keeper {
            if !std::mem::replace(&mut self.created, true) {
                statements.extend(keeper.create());
            }
            statements.extend(keeper.insert(self.rows, &texts, entry.is_none()));
        }
        self.rows += texts.len();
        self.written = self.open.len();
        statements
    }

    /// The statement to execute after one that committed by itself.
    pub(crate) fn after(&self) -> Option<Sql> {
        self.keeper.as_ref()?.finish(self.rows.checked_sub(1)?)
    }

    /// Looks at a statement that is about to be executed.
    pub(crate) fn next(&mut self, text: &str, sets: &[Vec<Value>]) -> Result<Step, Error> {
        if !changes_something(text) {
            return Ok(Step::Unrecorded);
        }
        let entry = JournalEntry::new(text, sets);
        match self.done.pop_front() {
            None => match self.unsure.take() {
                Some(unsure) if unsure == entry => Ok(Step::Repeat(entry)),
                Some(unsure) => {
                    let error = Error::Journal {
                        expected: unsure.statement.clone(),
                        found: entry.statement,
                    };
                    self.unsure = Some(unsure);
                    Err(error)
                }
                None => Ok(Step::Execute(entry)),
            },
            Some(done) if done == entry => {
                self.journal.kept.push(done);
                Ok(Step::Skip)
            }
            Some(done) => {
                let error = Error::Journal {
                    expected: done.statement.clone(),
                    found: entry.statement,
                };
                self.done.push_front(done);
                Err(error)
            }
        }
    }

    /// A statement was executed.
    pub(crate) fn executed(&mut self, entry: JournalEntry) {
        let commits = commits_by_itself(&entry.statement);
        self.open.push(entry);
        if commits {
            self.committed();
        }
    }

    /// A statement failed; `began` says whether the server had begun to
    /// carry it out, so that what came before is committed if it was DDL.
    pub(crate) fn failed(&mut self, entry: JournalEntry, began: bool) {
        if began && commits_by_itself(&entry.statement) {
            self.committed();
        }
        self.journal.failed = Some(entry);
    }

    /// The transaction was committed.
    pub(crate) fn committed(&mut self) {
        self.journal.kept.append(&mut self.open);
        self.written = 0;
    }

    /// The transaction was rolled back.
    pub(crate) fn rolled_back(&mut self) {
        self.rows -= self.written.min(self.rows);
        self.written = 0;
        self.journal.undone.append(&mut self.open);
    }

    /// What became of all; what an earlier run did and this one did not come
    /// to is still kept.
    pub(crate) fn finish(mut self) -> Journal {
        self.rolled_back();
        self.journal.kept.extend(self.done);
        self.journal.unsure = self.unsure;
        self.journal
    }
}

/// The first word of the statement, in upper case.
fn verb(text: &str) -> String {
    let mut rest = text.trim_start();
    loop {
        rest = rest.trim_start_matches(['(', ' ', '\n', '\t', '\r']);
        if rest.starts_with("--") || rest.starts_with('#') {
            rest = rest.split_once('\n').map_or("", |(_, rest)| rest);
        } else if rest.starts_with("/*") && !rest.starts_with("/*!") {
            rest = rest.split_once("*/").map_or("", |(_, rest)| rest);
        } else {
            break;
        }
    }
    rest.chars()
        .take_while(char::is_ascii_alphabetic)
        .collect::<String>()
        .to_ascii_uppercase()
}

/// Whether the statement changes what other sessions see.
fn changes_something(text: &str) -> bool {
    !matches!(
        verb(text).as_str(),
        "" | "SELECT"
            | "SHOW"
            | "DESCRIBE"
            | "DESC"
            | "EXPLAIN"
            | "HELP"
            | "USE"
            | "SET"
            | "VALUES"
            | "TABLE"
            | "BEGIN"
            | "START"
            | "COMMIT"
            | "ROLLBACK"
            | "SAVEPOINT"
            | "RELEASE"
            | "LOCK"
            | "UNLOCK"
            | "PREPARE"
            | "DEALLOCATE"
    )
}

/// Whether the server commits before and after the statement.
pub(crate) fn commits_by_itself(text: &str) -> bool {
    let verb = verb(text);
    let temporary = || {
        let mut words = text.split_whitespace().skip(1);
        words
            .next()
            .is_some_and(|word| word.eq_ignore_ascii_case("TEMPORARY"))
    };
    match verb.as_str() {
        "CREATE" | "DROP" => !temporary(),
        "ALTER" | "TRUNCATE" | "RENAME" | "GRANT" | "REVOKE" | "ANALYZE" | "OPTIMIZE"
        | "REPAIR" | "CHECK" | "FLUSH" | "RESET" | "INSTALL" | "UNINSTALL" => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(text: &str) -> JournalEntry {
        JournalEntry::new(text, &[])
    }

    /// Executes statements, of which the last fails.
    fn record(statements: &[&str], began: bool) -> Journal {
        let mut recorder = Recorder::new(Vec::new(), None);
        let (last, before) = statements.split_last().unwrap();
        for text in before {
            match recorder.next(text, &[]).unwrap() {
                Step::Execute(entry) | Step::Repeat(entry) => recorder.executed(entry),
                Step::Skip | Step::Unrecorded => {}
            }
        }
        if let Step::Execute(entry) = recorder.next(last, &[]).unwrap() {
            recorder.failed(entry, began);
        }
        recorder.finish()
    }

    #[test]
    fn ddl_keeps_itself_and_what_came_before() {
        fn check(statements: &[&str], began: bool, kept: usize, undone: usize) {
            let journal = record(statements, began);
            assert_eq!(
                (journal.kept.len(), journal.undone.len()),
                (kept, undone),
                "{statements:?}"
            );
        }
        check(&["INSERT a", "INSERT b"], true, 0, 1);
        check(&["CREATE TABLE a", "INSERT a", "INSERT b"], true, 1, 1);
        check(&["INSERT a", "ALTER TABLE a", "INSERT b"], true, 2, 0);
        check(&["INSERT a", "ALTER TABLE a"], true, 1, 0);
        check(&["INSERT a", "ALTER TABLE a oops"], false, 0, 1);
        check(&["SELECT 1", "SET x = 1", "DROP TABLE x"], true, 0, 0);
        check(&["CREATE TEMPORARY TABLE a", "INSERT b"], true, 0, 1);
        check(&["-- note\nCREATE TABLE a", "INSERT b"], true, 1, 0);
    }

    #[test]
    fn what_an_earlier_run_did_is_not_done_again() {
        let mut recorder =
            Recorder::new(vec![entry("CREATE TABLE a"), entry("CREATE TABLE b")], None);
        assert!(matches!(
            recorder.next("CREATE TABLE a", &[]),
            Ok(Step::Skip)
        ));
        assert!(matches!(
            recorder.next("SELECT 1", &[]),
            Ok(Step::Unrecorded)
        ));
        assert!(recorder.next("CREATE TABLE c", &[]).is_err());
        assert!(matches!(
            recorder.next("CREATE TABLE b", &[]),
            Ok(Step::Skip)
        ));
        assert!(matches!(
            recorder.next("CREATE TABLE c", &[]),
            Ok(Step::Execute(_))
        ));
        assert_eq!(recorder.finish().kept.len(), 2);
    }

    /// Writes what it is asked for.
    struct Texts;

    impl JournalKeeper for Texts {
        fn create(&self) -> Option<Sql> {
            Some(Sql::new("create"))
        }

        fn insert(&self, position: usize, entries: &[String], finished: bool) -> Option<Sql> {
            Some(Sql::new(format!("{position} {entries:?} {finished}")))
        }

        fn finish(&self, position: usize) -> Option<Sql> {
            Some(Sql::new(format!("finish {position}")))
        }
    }

    #[test]
    fn what_is_committed_has_its_rows() {
        fn texts(statements: impl IntoIterator<Item = Sql>) -> String {
            let texts: Vec<String> = statements.into_iter().map(|sql| sql.text).collect();
            texts.join("; ")
        }
        let mut recorder = Recorder::new(vec![entry("CREATE a")], None).kept_by(Box::new(Texts));
        recorder.executed(entry("INSERT b"));
        let ddl = entry("ALTER c");
        assert_eq!(
            texts(recorder.before(Some(&ddl))),
            "create; 1 [\"INSERT b\", \"ALTER c\"] false"
        );
        recorder.executed(ddl);
        assert_eq!(texts(recorder.after()), "finish 2");
        recorder.executed(entry("INSERT d"));
        assert_eq!(texts(recorder.before(None)), "3 [\"INSERT d\"] true");
        assert_eq!(texts(recorder.before(None)), "");
        recorder.rolled_back();
        recorder.executed(entry("INSERT e"));
        assert_eq!(texts(recorder.before(None)), "3 [\"INSERT e\"] true");
        assert!(recorder.stop_keeping());
        assert_eq!(texts(recorder.before(Some(&entry("DROP f")))), "");
    }

    #[test]
    fn what_an_ended_run_began_is_repeated() {
        let mut recorder = Recorder::new(Vec::new(), Some(entry("CREATE TABLE a")));
        assert!(recorder.next("CREATE TABLE b", &[]).is_err());
        assert!(matches!(
            recorder.next("CREATE TABLE a", &[]),
            Ok(Step::Repeat(_))
        ));
        assert!(matches!(
            recorder.next("CREATE TABLE b", &[]),
            Ok(Step::Execute(_))
        ));
    }
}
