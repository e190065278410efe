//! Which revisions lie between two symbols.

use super::symbol::Found;
use super::{RevisionError, RevisionMap, Symbols};

/// The warning of `downgrade -1` while several heads are applied.
const AMBIGUOUS_DOWNGRADE: &str = "downgrade -1 from multiple heads is ambiguous; this usage will be disallowed in a future release.";

/// How a range is read.
#[derive(Clone, Copy, Debug)]
pub struct Range {
    /// Take everything under the upper end that is not under the lower end,
    /// other branches too, instead of only what is above the lower end.
    pub implicit_base: bool,
    /// Take the lower end too.
    pub inclusive: bool,
    /// A relative symbol must find as many revisions as it counts.
    pub assert_relative_length: bool,
}

impl Default for Range {
    fn default() -> Self {
        Range {
            implicit_base: false,
            inclusive: false,
            assert_relative_length: true,
        }
    }
}

impl RevisionMap {
    /// The revisions from `upper` down to `lower`, newest first; and warnings.
    ///
    /// # Errors
    /// Symbols that mean nothing here; [`RevisionError::RangeNotAncestor`].
    pub fn upgrade_range(
        &self,
        upper: &Symbols,
        lower: &Symbols,
        range: Range,
    ) -> Result<(Vec<usize>, Vec<String>), RevisionError> {
        let mut warnings = Vec::new();
        let (revisions, heads) = self.collect_upgrade(upper, lower, range, &mut warnings)?;
        Ok((self.topological_sort(&revisions, &heads)?, warnings))
    }

    /// The revisions to take back from `upper` until `lower` stays, in the
    /// order in which they are taken back; and warnings.
    ///
    /// # Errors
    /// Symbols that mean nothing here; [`RevisionError::RangeNotAncestor`].
    pub fn downgrade_range(
        &self,
        upper: &Symbols,
        lower: &Symbols,
        range: Range,
    ) -> Result<(Vec<usize>, Vec<String>), RevisionError> {
        let mut warnings = Vec::new();
        let (revisions, heads) = self.collect_downgrade(upper, lower, range, &mut warnings)?;
        Ok((self.topological_sort(&revisions, &heads)?, warnings))
    }

    /// The revisions that identifiers stand for and everything under them,
    /// reduced to those that nothing of it follows.
    ///
    /// # Errors
    /// [`RevisionError::Resolution`].
    pub fn all_current(&self, ids: &[String]) -> Result<Vec<usize>, RevisionError> {
        let heads = self.places_of(&Symbols::Many(ids.to_vec()))?;
        let marks = self.marks(&self.ancestor_places(&heads, true));
        let followed = |place: usize| {
            self.revisions[place]
                .links
                .next
                .iter()
                .any(|next| marks[*next])
        };
        // In the order of the map, so that output does not change from run to
        // run.
        Ok((0..self.revisions.len())
            .filter(|place| marks[*place] && !followed(*place))
            .collect())
    }

    fn collect_upgrade(
        &self,
        upper: &Symbols,
        lower: &Symbols,
        range: Range,
        warnings: &mut Vec<String>,
    ) -> Result<(Vec<usize>, Vec<usize>), RevisionError> {
        let found = self.upgrade_targets(lower, upper, range.assert_relative_length)?;
        let mut targets = Vec::with_capacity(found.len());
        for found in found {
            match found {
                Found::Place(place) => targets.push(place),
                Found::Base | Found::Nothing => return Err(self.not_usable(upper)),
            }
        }
        if let Some((branch, _)) = lower.one().and_then(|lower| lower.split_once('@')) {
            let branch = self.label_of(branch)?;
            targets.retain(|target| self.revisions[*target].branch_labels.contains(&branch));
        }
        let required = self.checked_ancestors(&targets)?;

        let mut lower = lower.clone();
        let mut current = self.found(&lower)?;
        let is_required = |found: &Found| match found {
            Found::Place(place) => required[*place],
            Found::Nothing => true,
            Found::Base => false,
        };
        if !range.implicit_base && !current.iter().all(is_required) {
            return Err(RevisionError::RangeNotAncestor {
                lower,
                upper: upper.clone(),
            });
        }
        // A relative lower end counts from the upper one.
        if current.first() == Some(&Found::Nothing) {
            let exact = range.assert_relative_length;
            let target = self.downgrade_target(upper, &lower, exact)?;
            if target.ambiguous {
                warnings.push(AMBIGUOUS_DOWNGRADE.into());
            }
            match target.place {
                None => {
                    current.clear();
                    lower = Symbols::Base;
                }
                Some(place) => {
                    current = vec![Found::Place(place)];
                    lower = Symbols::One(self.revisions[place].revision.clone());
                }
            }
        }
        let mut current_places = Vec::with_capacity(current.len());
        for found in current {
            match found {
                Found::Place(place) => current_places.push(place),
                Found::Base | Found::Nothing => return Err(self.not_usable(&lower)),
            }
        }
        let applied = self.checked_ancestors(&current_places)?;
        let mut needed: Vec<bool> = required
            .iter()
            .zip(&applied)
            .map(|(required, applied)| *required && !applied)
            .collect();
        if range.inclusive {
            for place in self.places_of(&lower)? {
                needed[place] = true;
            }
        }
        if !current_places.is_empty() && !range.implicit_base {
            let above = self.descendant_places(&current_places, false);
            self.check_overlaps(&current_places, |place| &self.revisions[place].links.next)?;
            let above = self.marks(&above);
            for (needed, above) in needed.iter_mut().zip(above) {
                *needed &= above;
            }
        }
        let places = (0..needed.len()).filter(|place| needed[*place]).collect();
        Ok((places, targets))
    }

    fn collect_downgrade(
        &self,
        upper: &Symbols,
        lower: &Symbols,
        range: Range,
        warnings: &mut Vec<String>,
    ) -> Result<(Vec<usize>, Vec<usize>), RevisionError> {
        let target = self.downgrade_target(upper, lower, range.assert_relative_length)?;
        if target.ambiguous {
            warnings.push(AMBIGUOUS_DOWNGRADE.into());
        }
        let mut roots: Vec<usize> = match target.place {
            // A labelled base counts twice, once by its label.
            None => {
                let is_base = |place: &usize| self.revisions[*place].is_base();
                self.keys.values().copied().filter(is_base).collect()
            }
            Some(place) if range.inclusive => vec![place],
            Some(place) => self.revisions[place].links.next.clone(),
        };
        if let Some(branch) = &target.branch
            && roots.len() > 1
        {
            let under = self.marks(&self.ancestor_places(&[self.branch_place(branch)?], false));
            roots.retain(|root| under[*root]);
            if roots.is_empty() {
                return Err(RevisionError::NotADowngradeTarget);
            }
        }
        let heads = self.places_of(upper)?;
        let dependent = self.marks(&self.descendant_places(&roots, true));
        let active = self.marks(&self.ancestor_places(&heads, true));
        let mut dropped: Vec<bool> = dependent
            .iter()
            .zip(&active)
            .map(|(dependent, active)| *dependent && *active)
            .collect();
        if range.implicit_base {
            let under = self.marks(&self.ancestor_places(&roots, true));
            for place in 0..dropped.len() {
                dropped[place] |= active[place] && !under[place];
            }
        }
        let places: Vec<usize> = (0..dropped.len()).filter(|place| dropped[*place]).collect();
        if let Some(place) = target.place
            && places.is_empty()
            && !heads.contains(&place)
        {
            return Err(RevisionError::RangeNotAncestor {
                lower: Symbols::One("Nothing to drop".into()),
                upper: upper.clone(),
            });
        }
        Ok((places, heads))
    }

    /// The label of a branch that is named by a label or by a revision on it.
    fn label_of(&self, branch: &str) -> Result<String, RevisionError> {
        let Some(place) = self.place_of(Some(branch))? else {
            return Ok(branch.into());
        };
        let revision = &self.revisions[place];
        if revision.revision != branch {
            return Ok(branch.into());
        }
        match revision.branch_labels.as_slice() {
            [label] => Ok(label.clone()),
            _ => Err(RevisionError::NotUsable {
                symbol: format!("{branch}@"),
            }),
        }
    }

    /// Everything under `targets`, as marks; refuses targets that lie under
    /// each other.
    fn checked_ancestors(&self, targets: &[usize]) -> Result<Vec<bool>, RevisionError> {
        self.check_overlaps(targets, |place| {
            &self.revisions[place].links.normalized_down
        })?;
        Ok(self.marks(&self.ancestor_places(targets, true)))
    }

    /// Refuses targets that can be reached from one of the targets before
    /// them, or from themselves through new ground.
    fn check_overlaps<'a>(
        &self,
        targets: &[usize],
        links: impl Fn(usize) -> &'a [usize],
    ) -> Result<(), RevisionError> {
        if targets.len() < 2 {
            return Ok(());
        }
        let is_target = self.marks(targets);
        let mut seen = vec![false; self.revisions.len()];
        for &target in targets {
            let mut others = Vec::new();
            let mut todo = vec![target];
            while let Some(place) = todo.pop() {
                if is_target[place] && place != target && !others.contains(&place) {
                    others.push(place);
                }
                if !std::mem::replace(&mut seen[place], true) {
                    todo.extend_from_slice(links(place));
                }
            }
            if !others.is_empty() {
                return Err(RevisionError::Overlap {
                    revision: self.revisions[target].revision.clone(),
                    others: self.names(&others),
                });
            }
        }
        Ok(())
    }

    fn marks(&self, places: &[usize]) -> Vec<bool> {
        let mut marks = vec![false; self.revisions.len()];
        for place in places {
            marks[*place] = true;
        }
        marks
    }
}
