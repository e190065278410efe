//! Where a relative symbol leads: `+1`, `-2`, `abc+1`, `label@-1`.

use std::sync::LazyLock;

use regex::Regex;

use super::symbol::Found;
use super::{RevisionError, RevisionMap, Symbols};

static RELATIVE: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"^(?:(.+?)@)?(\w+)?((?:\+|-)[0-9]+)").ok());

/// `[branch@][symbol](+|-)number`.
struct Relative<'a> {
    branch: Option<&'a str>,
    symbol: Option<&'a str>,
    text: &'a str,
    steps: i64,
}

impl<'a> Relative<'a> {
    fn read(symbol: &'a str) -> Option<Self> {
        let captures = RELATIVE.as_ref()?.captures(symbol)?;
        let part = |index| captures.get(index).map(|found| found.as_str());
        let text = part(3)?;
        let limit = if text.starts_with('-') {
            i64::MIN + 1
        } else {
            i64::MAX
        };
        Some(Relative {
            branch: part(1),
            symbol: part(2),
            text,
            steps: text.parse().unwrap_or(limit),
        })
    }

    fn count_error(&self) -> RevisionError {
        RevisionError::RelativeCount {
            relative: self.text.into(),
            count: self.steps.unsigned_abs(),
        }
    }
}

impl RevisionMap {
    /// The revisions that an upgrade from `current` to `target` leads to.
    pub(super) fn upgrade_targets(
        &self,
        current: &Symbols,
        target: &Symbols,
        exact: bool,
    ) -> Result<Vec<Found>, RevisionError> {
        let Some(relative) = target.one().and_then(Relative::read) else {
            return self.found(target);
        };
        if relative.steps > 0 {
            let found = match relative.symbol {
                None => {
                    let start = self.upgrade_start(current, relative.branch)?;
                    self.walk(start, relative.steps, relative.branch, exact)?
                }
                Some(symbol) => {
                    let start = self.start_at(symbol)?;
                    self.walk(start, relative.steps, relative.branch, exact)?
                }
            };
            return match found {
                Found::Nothing => Err(relative.count_error()),
                found => Ok(vec![found]),
            };
        }
        let Some(symbol) = relative.symbol else {
            return Err(RevisionError::RelativeCount {
                relative: relative.steps.to_string(),
                count: relative.steps.unsigned_abs(),
            });
        };
        let start = self.start_on_branch(relative.branch, symbol)?;
        Ok(vec![self.walk(start, relative.steps, None, exact)?])
    }

    /// Where an upgrade by a number of steps begins.
    fn upgrade_start(
        &self,
        current: &Symbols,
        branch: Option<&str>,
    ) -> Result<Found, RevisionError> {
        let current = current.list().unwrap_or_default();
        let Some(branch) = branch else {
            return match current.as_slice() {
                [] => Ok(Found::Nothing),
                [one] => self.start_at(one),
                _ => Err(RevisionError::AmbiguousUpgrade),
            };
        };
        let places = self.places_of(&Symbols::Many(current))?;
        let mut starts = self.filter_for_lineage(&places, branch, false)?;
        if starts.is_empty() {
            // No head is on the branch: go down to where it forks off.
            let active = self.ancestor_places(&places, true);
            let active = self.filter_for_lineage(&active, branch, false)?;
            let is_below = |place: &usize| {
                let above =
                    |other: &usize| self.revisions[*other].links.normalized_down.contains(place);
                active.iter().any(above)
            };
            starts = active
                .iter()
                .copied()
                .filter(|place| !is_below(place))
                .collect();
        }
        match starts.as_slice() {
            [] => Ok(Found::Nothing),
            [one] => Ok(Found::Place(*one)),
            _ => Err(RevisionError::AmbiguousUpgrade),
        }
    }

    /// The branch that a downgrade is limited to, and the revision that stays.
    /// Gives also whether the branch was chosen among several heads.
    pub(super) fn downgrade_target(
        &self,
        current: &Symbols,
        target: &Symbols,
        exact: bool,
    ) -> Result<DowngradeTarget, RevisionError> {
        let Some(target) = target.one() else {
            return match target {
                Symbols::Base => Ok(DowngradeTarget::default()),
                _ => Err(self.not_usable(target)),
            };
        };
        let Some(relative) = Relative::read(target) else {
            let (branch, symbol) = match target.rsplit_once('@') {
                Some((branch, symbol)) => {
                    (Some(branch).filter(|branch| !branch.is_empty()), symbol)
                }
                None => (None, target),
            };
            return Ok(DowngradeTarget {
                branch: branch.map(str::to_string),
                place: self.place_of(Some(symbol))?,
                ambiguous: false,
            });
        };
        let mut branch = relative.branch.map(str::to_string);
        let mut ambiguous = false;
        if relative.steps >= 0 {
            let symbol = relative.symbol.ok_or_else(|| relative.count_error())?;
            let start = self.start_at(symbol)?;
            let found = self.walk(start, relative.steps, relative.branch, exact)?;
            let place = found.into_place(|| RevisionError::WalkedTooFar)?;
            return Ok(DowngradeTarget {
                branch,
                place,
                ambiguous,
            });
        }
        let symbol = match (relative.symbol, relative.branch) {
            (Some(symbol), _) => symbol.to_string(),
            (None, Some(label)) => self.head_on_branch(current, label)?,
            (None, None) => {
                let current = current.list().unwrap_or_default();
                let first = current.first().ok_or_else(|| relative.count_error())?;
                ambiguous = current.iter().any(|other| other != first);
                branch = Some(first.clone());
                first.clone()
            }
        };
        let start = self.start_on_branch(branch.as_deref(), &symbol)?;
        let found = self.walk(start, relative.steps, None, exact)?;
        let place = found.into_place(|| match relative.symbol {
            None => relative.count_error(),
            Some(_) => RevisionError::WalkedTooFar,
        })?;
        Ok(DowngradeTarget {
            branch,
            place,
            ambiguous,
        })
    }

    /// The one current revision that is on a branch.
    fn head_on_branch(&self, current: &Symbols, label: &str) -> Result<String, RevisionError> {
        let current = current.list().unwrap_or_default();
        let mut names = self.names_on_lineage(&current, label)?;
        if names.is_empty() {
            // The branch may be applied as a dependency of the only head.
            let all = self.all_current(&current)?;
            names = self.names(&self.filter_for_lineage(&all, label, false)?);
        }
        match names.as_slice() {
            [one] => Ok(one.clone()),
            _ => Err(RevisionError::NotUsable {
                symbol: format!("{label}@"),
            }),
        }
    }

    fn start_at(&self, symbol: &str) -> Result<Found, RevisionError> {
        Ok(self
            .place_of(Some(symbol))?
            .map_or(Found::Nothing, Found::Place))
    }

    fn start_on_branch(&self, branch: Option<&str>, symbol: &str) -> Result<Found, RevisionError> {
        match branch {
            None => self.start_at(symbol),
            Some(branch) => self.start_at(&format!("{branch}@{symbol}")),
        }
    }

    /// Walks up or down a number of revisions; `branch` decides at forks on
    /// the way up. A walk that ends early gives nothing if it must be `exact`,
    /// else the last revision.
    pub(super) fn walk(
        &self,
        start: Found,
        steps: i64,
        branch: Option<&str>,
        exact: bool,
    ) -> Result<Found, RevisionError> {
        let mut at = start;
        for _ in 0..steps.unsigned_abs() {
            let mut next = if steps > 0 {
                let mut above = match at {
                    Found::Place(place) => self.revisions[place].links.next.clone(),
                    Found::Base | Found::Nothing => {
                        self.places_of(&Symbols::Many(self.bases.clone()))?
                    }
                };
                if let Some(branch) = branch.filter(|branch| !branch.is_empty()) {
                    above = self.filter_for_lineage(&above, branch, false)?;
                }
                above.into_iter().map(Found::Place).collect()
            } else {
                let below = match at {
                    Found::Base => None,
                    Found::Place(place) => Some(self.revisions[place].links.down.clone()),
                    Found::Nothing => Some(self.places_of(&Symbols::Many(self.heads.clone()))?),
                };
                match below {
                    None => Vec::new(),
                    Some(below) if below.is_empty() => vec![Found::Base],
                    Some(below) => below.into_iter().map(Found::Place).collect(),
                }
            };
            match (next.pop(), next.is_empty()) {
                (None, _) => return Ok(if exact { Found::Nothing } else { at }),
                (Some(_), false) => return Err(RevisionError::AmbiguousWalk),
                (Some(one), true) => at = one,
            }
        }
        Ok(at)
    }
}

/// What a downgrade leads to.
#[derive(Default)]
pub(super) struct DowngradeTarget {
    /// The branch that it is limited to.
    pub(super) branch: Option<String>,
    /// The revision that stays; `None` for the base.
    pub(super) place: Option<usize>,
    /// Whether `-N` was asked for while several heads are applied.
    pub(super) ambiguous: bool,
}

impl Found {
    /// The place, or `None` for the base.
    fn into_place(
        self,
        error: impl FnOnce() -> RevisionError,
    ) -> Result<Option<usize>, RevisionError> {
        match self {
            Found::Place(place) => Ok(Some(place)),
            Found::Base => Ok(None),
            Found::Nothing => Err(error()),
        }
    }
}
