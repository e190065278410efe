use super::RevisionMap;
use super::revision::add_new;

impl RevisionMap {
    /// Gives the labels of each labelled revision to everything above it, and
    /// to what is below the end of its line down to the next fork or merge.
    pub(super) fn spread_labels(&mut self, places: &[usize]) {
        for &place in places {
            if self.revisions[place].own_labels.is_empty() {
                continue;
            }
            let labels = self.revisions[place].branch_labels.clone();
            let above = self.descendant_places(&[place], false);
            for node in &above {
                add_new(&mut self.revisions[*node].branch_labels, &labels);
            }
            let mut below = above.last().copied();
            while let Some(node) = below {
                let revision = &mut self.revisions[node];
                if revision.is_real_branch_point() || revision.is_merge_point() {
                    break;
                }
                add_new(&mut revision.branch_labels, &labels);
                below = revision.links.down.first().copied();
            }
        }
    }
}
