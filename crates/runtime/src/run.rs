//! Takes the steps of a plan, one by one.

use std::path::PathBuf;
use std::rc::Rc;

use limbeck_script::Script;

use crate::migration::{MigrationContext, Open};
use crate::step::RowChange;
use crate::{Error, Failure, HalfDone, Heads, Outcome, Scripts, Step, Transaction};

/// How far a run has come; what a failure reports.
#[derive(Debug, Default)]
pub(crate) struct Progress {
    /// The revision that is being run, its file, and whether it is applied.
    step: Option<(String, PathBuf, bool)>,
    /// Revisions that are finished but not committed.
    finished: Vec<String>,
    /// Revisions that are finished and committed.
    kept: Vec<String>,
    /// Heads after the last commit, or before the run; `None` if not known.
    kept_heads: Option<Vec<String>>,
    /// Heads now.
    heads: Vec<String>,
    /// Whether a part of the present revision is committed.
    partial: bool,
    /// What became of the statements of the present revision, if the server
    /// has kept some.
    half_done: Option<HalfDone>,
    /// Whether the failure came with a COMMIT, after all revisions.
    commit_failed: bool,
    /// Whether the connection was lost in that COMMIT, so that nobody knows
    /// what became of it.
    in_doubt: bool,
}

impl Progress {
    /// Everything that is finished has been committed.
    pub(crate) fn committed(&mut self) {
        let finished = std::mem::take(&mut self.finished);
        self.kept.extend(finished);
        self.kept_heads = Some(self.heads.clone());
    }

    /// The transaction was committed in the middle of a revision.
    pub(crate) fn left_transaction(&mut self) {
        self.committed();
        self.partial = self.step.is_some();
    }

    /// The server has kept a part of the revision that failed.
    pub(crate) fn half_done(&mut self, half_done: HalfDone) {
        self.partial = true;
        self.half_done = Some(half_done);
    }

    /// Whether nothing was begun yet.
    fn is_untouched(&self) -> bool {
        self.step.is_none()
            && self.finished.is_empty()
            && self.kept.is_empty()
            && !self.commit_failed
    }

    /// The COMMIT itself failed.
    pub(crate) fn commit_failed(&mut self, connection_lost: bool) {
        self.commit_failed = true;
        self.in_doubt = connection_lost;
    }

    fn failure(&self, external: bool, offline: bool) -> Failure {
        let (revision, path, upgrade) = match &self.step {
            Some((revision, path, upgrade)) => {
                (Some(revision.clone()), Some(path.clone()), *upgrade)
            }
            None => (None, None, true),
        };
        Failure {
            revision,
            path,
            upgrade,
            outcome: match (offline, external, self.partial) {
                (true, _, _) => Outcome::Offline,
                (_, true, _) => Outcome::External,
                _ if self.in_doubt => Outcome::InDoubt,
                (_, _, true) => Outcome::Partial,
                _ => Outcome::RolledBack,
            },
            kept: self.kept.clone(),
            undone: self.finished.clone(),
            heads: self.kept_heads.clone().filter(|_| !self.in_doubt),
            half_done: self.half_done.clone(),
        }
    }
}

impl MigrationContext {
    /// `run_migrations(**kw)`: asks the command's plan for the steps from the
    /// present heads, and takes them.
    pub fn run_migrations(self: &Rc<Self>, scripts: &dyn Scripts) -> Result<(), Error> {
        let environment = self.environment()?;
        let changes = environment.options().lock;
        if let (true, Some(connection)) = (changes && self.session.settings.lock, &self.connection)
        {
            environment
                .locks()
                .acquire(connection, &self.version_table, &self.session.settings)?;
        }
        let one_transaction = changes && self.runs_in_one_transaction();
        if one_transaction {
            self.begin_run()?;
        }
        *self.progress.borrow_mut() = Progress::default();
        let result = self.take_steps(&environment, scripts);
        if result.is_err() {
            self.report_failure();
        }
        // What is finished stays, even when a later revision failed.
        let ended = if one_transaction && self.open.get() != Open::No {
            self.open.set(Open::No);
            self.finish(true)
        } else {
            Ok(())
        };
        if result.is_err() && one_transaction {
            self.report_failure();
        }
        if self.open.get() == Open::No && !self.in_external_transaction {
            environment.locks().release();
        }
        result.and(ended)
    }

    /// Tells the environment where the run stopped.
    pub(crate) fn report_failure(&self) {
        let progress = self.progress.borrow();
        if progress.is_untouched() {
            return;
        }
        if let Some(environment) = self.environment.as_ref().and_then(|weak| weak.upgrade()) {
            environment
                .failed(progress.failure(self.in_external_transaction, self.connection.is_none()));
        }
    }

    fn take_steps(
        self: &Rc<Self>,
        environment: &crate::EnvironmentContext,
        scripts: &dyn Scripts,
    ) -> Result<(), Error> {
        let offline = self.connection.is_none();
        let heads = if self.purge {
            if offline {
                return Err(Error::command("Can't use --purge with --sql mode"));
            }
            self.ensure_version_table(true)?;
            Vec::new()
        } else {
            let heads = self.get_current_heads()?;
            if !offline && heads.is_empty() && !self.dont_mutate {
                self.ensure_version_table(false)?;
            }
            heads
        };
        let steps = (environment.options().plan)(&heads, self)?;
        let planned: Vec<&Script> = steps
            .iter()
            .filter_map(|step| match step {
                Step::Revision(step) => Some(&*step.script),
                Step::Stamp(_) => None,
            })
            .collect();
        self.session.environment.precompile(&planned);
        let mut heads: Heads = heads.into_iter().collect();
        {
            let mut progress = self.progress.borrow_mut();
            progress.heads = heads.iter().cloned().collect();
            // Until something is committed, the database stays where it is.
            if !self.purge && !offline && !self.in_external_transaction {
                progress.kept_heads = Some(progress.heads.clone());
            }
        }
        for step in &steps {
            self.session.settings.check_interrupted()?;
            let transaction = self.begin_step()?;
            let result = self
                .begin_journal(step)
                .and_then(|()| self.take_step(step, scripts, &mut heads))
                .and_then(|()| self.close_journal(step));
            let ended = self.end_step(transaction, result);
            if let Err(error) = self.end_journal(step, ended.is_err())
                && ended.is_ok()
            {
                return Err(error);
            }
            ended?;
        }
        match steps.is_empty() {
            true => Ok(()),
            false => self.drop_journal(),
        }
    }

    fn take_step(
        &self,
        step: &Step,
        scripts: &dyn Scripts,
        heads: &mut Heads,
    ) -> Result<(), Error> {
        {
            let mut progress = self.progress.borrow_mut();
            progress.partial = false;
            progress.step = match step {
                Step::Revision(step) => Some((
                    step.script.revision.clone(),
                    step.script.path().to_owned(),
                    step.direction == crate::Direction::Upgrade,
                )),
                Step::Stamp(_) => None,
            };
        }
        let offline = self.connection.is_none();
        if offline && heads.is_empty() {
            self.run_statement(&self.version_table.create())?;
        }
        self.info(&format!("Running {}", step.long_log()));
        if offline {
            self.static_output(&format!("-- Running {}", step.short_log()))?;
        }
        if let Step::Revision(step) = step {
            scripts.run(&step.script, step.direction)?;
        }
        self.update_heads(step, heads)?;
        let now: Vec<String> = heads.iter().cloned().collect();
        scripts.version_applied(&step.info(), &now)?;
        let mut progress = self.progress.borrow_mut();
        if let Step::Revision(step) = step {
            progress.finished.push(step.script.revision.clone());
        }
        progress.heads = now;
        Ok(())
    }

    /// Changes the version table's rows for a step that was taken.
    pub(crate) fn update_heads(&self, step: &Step, heads: &mut Heads) -> Result<(), Error> {
        let rows = step.row_changes(heads)?;
        self.debug(&rows.log);
        for change in rows.changes {
            match change {
                RowChange::Insert(version) => {
                    self.run_statement(&self.version_table.insert(&version))?;
                    heads.insert(version);
                }
                RowChange::Delete(version) => {
                    let affected = self.run_statement(&self.version_table.delete(&version))?;
                    expect_one(affected, |found| {
                        format!(
                            "Online migration expected to match one row when deleting \
                             '{version}' in '{}'; {found} found",
                            self.version_table.name()
                        )
                    })?;
                    heads.remove(&version);
                }
                RowChange::Update(from, to) => {
                    let affected = self.run_statement(&self.version_table.update(&from, &to))?;
                    expect_one(affected, |found| {
                        format!(
                            "Online migration expected to match one row when updating \
                             '{from}' to '{to}' in '{}'; {found} found",
                            self.version_table.name()
                        )
                    })?;
                    heads.remove(&from);
                    heads.insert(to);
                }
            }
        }
        Ok(())
    }

    fn begin_step(&self) -> Result<StepScope, Error> {
        if matches!(self.open.get(), Open::Run { .. }) {
            self.savepoint()?;
            return Ok(StepScope::Savepoint);
        }
        Ok(StepScope::Transaction(self.begin(true)?))
    }

    /// Ends a step's own transaction or savepoint as its result asks for.
    fn end_step(&self, scope: StepScope, result: Result<(), Error>) -> Result<(), Error> {
        let ended = match scope {
            StepScope::Transaction(transaction) => {
                self.end_transaction(transaction, result.is_ok())
            }
            StepScope::Savepoint => self.end_savepoint(result.is_ok()),
        };
        if result.is_ok() && ended.is_ok() {
            self.progress.borrow_mut().step = None;
        }
        result.and(ended)
    }
}

/// What surrounds one step.
enum StepScope {
    Savepoint,
    Transaction(Transaction),
}

/// Checks that a change of the version table met exactly one row. Offline,
/// and where the server does not say, nothing is known.
fn expect_one(affected: Option<u64>, message: impl FnOnce(u64) -> String) -> Result<(), Error> {
    match affected {
        None | Some(1) => Ok(()),
        Some(found) => Err(Error::Command(message(found))),
    }
}
