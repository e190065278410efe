use super::{RevisionError, RevisionMap};

/// A set of places.
struct Marks(Vec<u64>);

impl Marks {
    fn new(len: usize, places: &[usize]) -> Self {
        let mut marks = Marks(vec![0; len.div_ceil(64)]);
        for place in places {
            marks.add(*place);
        }
        marks
    }

    /// Adds a place; whether it is new.
    fn add(&mut self, place: usize) -> bool {
        let bit = 1 << (place % 64);
        let word = &mut self.0[place / 64];
        let new = *word & bit == 0;
        *word |= bit;
        new
    }

    fn contains(&self, place: usize) -> bool {
        self.0[place / 64] & (1 << (place % 64)) != 0
    }

    fn remove(&mut self, place: usize) {
        self.0[place / 64] &= !(1 << (place % 64));
    }
}

impl RevisionMap {
    /// Sorts revisions so that each comes before everything that it follows or
    /// depends on, walking down one line as far as that allows, beginning with
    /// the head that stands first in the map.
    pub(super) fn topological_sort(
        &self,
        revisions: &[usize],
        heads: &[usize],
    ) -> Result<Vec<usize>, RevisionError> {
        let len = self.revisions.len();
        let mut todo = Marks::new(len, revisions);
        let mut left = todo
            .0
            .iter()
            .map(|word| word.count_ones() as usize)
            .sum::<usize>();
        let mut current: Vec<usize> = heads
            .iter()
            .copied()
            .filter(|head| todo.contains(*head))
            .collect();
        current.sort_by_key(|place| self.keys.get_index_of(&self.revisions[*place].revision));
        current.dedup();
        let ancestors_of = |place: usize| {
            let mut marks = Marks::new(len, &[place]);
            let mut todo = vec![place];
            while let Some(place) = todo.pop() {
                for below in &self.revisions[place].links.normalized_down {
                    if marks.add(*below) {
                        todo.push(*below);
                    }
                }
            }
            marks
        };
        let mut ancestors: Vec<Marks> = current.iter().map(|place| ancestors_of(*place)).collect();

        let mut output = Vec::with_capacity(left);
        let mut index = 0;
        let mut jumps = 0;
        while let Some(&candidate) = current.get(index) {
            // Another head that stands on this one has to be walked first.
            let above = ancestors
                .iter()
                .enumerate()
                .position(|(other, marks)| other != index && marks.contains(candidate));
            if let Some(above) = above {
                // Heads that stand on each other would be tried for ever.
                jumps += 1;
                if jumps > current.len() {
                    return Err(RevisionError::BrokenMap);
                }
                index = above;
                continue;
            }
            jumps = 0;
            if todo.contains(candidate) {
                output.push(candidate);
                todo.remove(candidate);
                left -= 1;
            }
            let links = &self.revisions[candidate].links;
            let next: Vec<usize> = links
                .normalized_down
                .iter()
                .copied()
                .filter(|below| todo.contains(*below) && !current.contains(below))
                .collect();
            let Some((&first, rest)) = next.split_first() else {
                current.remove(index);
                ancestors.remove(index);
                index = index.saturating_sub(1);
                continue;
            };
            current[index] = first;
            if links.normalized_dependencies == 0 && links.down.len() == 1 {
                ancestors[index].remove(candidate);
            } else {
                ancestors[index] = ancestors_of(first);
                for place in rest {
                    current.push(*place);
                    ancestors.push(ancestors_of(*place));
                }
            }
        }
        if left == 0 {
            Ok(output)
        } else {
            Err(RevisionError::BrokenMap)
        }
    }
}
