use super::{CycleKind, Revision, RevisionError, RevisionMap};

impl RevisionMap {
    /// Finds circles: revisions that cannot be reached both from the heads
    /// downwards and from the bases upwards. The first `revisions` keys are
    /// identifiers.
    pub(super) fn detect_cycles(
        &self,
        revisions: usize,
        heads: &[usize],
        real_heads: &[usize],
    ) -> Result<(), RevisionError> {
        if revisions == 0 {
            return Ok(());
        }
        let bases = self.places_where(Revision::is_base);
        self.reachable(revisions, CycleKind::Cycle, (heads, &bases), |revision| {
            (&revision.links.down, &revision.links.next)
        })?;
        let real_bases = self.places_where(Revision::is_real_base);
        let ends = (real_heads, real_bases.as_slice());
        self.reachable(revisions, CycleKind::DependencyCycle, ends, |revision| {
            (&revision.links.all_down, &revision.links.all_next)
        })
    }

    fn reachable(
        &self,
        revisions: usize,
        kind: CycleKind,
        (heads, bases): (&[usize], &[usize]),
        links: impl Fn(&Revision) -> (&[usize], &[usize]),
    ) -> Result<(), RevisionError> {
        if heads.is_empty() || bases.is_empty() {
            return Err(RevisionError::Cycle {
                kind,
                revisions: self.keys.keys().take(revisions).cloned().collect(),
            });
        }
        let marked = |places: Vec<usize>| {
            let mut marks = vec![false; self.revisions.len()];
            for place in places {
                marks[place] = true;
            }
            // A repeated identifier counts as reached with any of them.
            for (before, after) in self.repeated() {
                marks[*after] |= marks[*before];
            }
            marks
        };
        let under = marked(self.related(heads, |revision| links(revision).0));
        let over = marked(self.related(bases, |revision| links(revision).1));
        let mut circle: Vec<String> = self
            .keys
            .iter()
            .take(revisions)
            .filter(|(_, place)| !(under[**place] && over[**place]))
            .map(|(name, _)| name.clone())
            .collect();
        if circle.is_empty() {
            return Ok(());
        }
        circle.sort();
        Err(RevisionError::Cycle {
            kind,
            revisions: circle,
        })
    }

    fn places_where(&self, test: impl Fn(&Revision) -> bool) -> Vec<usize> {
        (0..self.revisions.len())
            .filter(|place| test(&self.revisions[*place]))
            .collect()
    }
}
