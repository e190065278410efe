use std::collections::BTreeSet;

use indexmap::IndexMap;

use super::revision::add_new;
use super::{Declared, Revision, RevisionError, Symbols};

/// All revisions and the links between them.
#[derive(Clone, Debug, Default)]
pub struct RevisionMap {
    /// In the order in which they were given. A revision whose identifier
    /// comes again stays here, but `keys` leads to the last one.
    pub(super) revisions: Vec<Revision>,
    /// Identifiers in order of appearance, then branch labels.
    pub(super) keys: IndexMap<String, usize>,
    pub(super) heads: Vec<String>,
    pub(super) real_heads: Vec<String>,
    pub(super) bases: Vec<String>,
    pub(super) real_bases: Vec<String>,
    repeated: Vec<(usize, usize)>,
}

impl RevisionMap {
    /// Links revisions to each other.
    ///
    /// # Errors
    /// Revisions that loop, that form a circle, that name a revision or label
    /// which does not exist, or that claim a label twice.
    pub fn new(declared: Vec<Declared>) -> Result<Self, RevisionError> {
        let mut map = RevisionMap::default();
        map.collect(declared)?;
        let revisions = map.keys.len();
        map.add_label_keys()?;
        map.resolve_dependencies()?;
        let (heads, real_heads) = map.link(revisions)?;
        map.normalize_dependencies();
        map.detect_cycles(revisions, &heads, &real_heads)?;
        map.heads = map.names(&heads);
        map.real_heads = map.names(&real_heads);
        let everything: Vec<usize> = (0..map.revisions.len()).collect();
        map.spread_labels(&everything);
        Ok(map)
    }

    /// The heads: revisions that nothing follows.
    pub fn heads(&self) -> &[String] {
        &self.heads
    }

    /// The heads that nothing depends on either.
    pub fn real_heads(&self) -> &[String] {
        &self.real_heads
    }

    /// The bases: revisions that follow nothing.
    pub fn bases(&self) -> &[String] {
        &self.bases
    }

    /// The bases that depend on nothing either.
    pub fn real_bases(&self) -> &[String] {
        &self.real_bases
    }

    /// Places of revisions with the same identifier: an earlier one, which
    /// cannot be reached by it, and the one that took it over.
    pub fn repeated(&self) -> &[(usize, usize)] {
        &self.repeated
    }

    /// How many places there are; a place is a number below it.
    pub fn len(&self) -> usize {
        self.revisions.len()
    }

    /// Whether there are no revisions.
    pub fn is_empty(&self) -> bool {
        self.revisions.is_empty()
    }

    /// The revision at a place, in the order in which they were given.
    pub fn at(&self, place: usize) -> Option<&Revision> {
        self.revisions.get(place)
    }

    /// The revision at a place that this map has given.
    pub(crate) fn revision(&self, place: usize) -> &Revision {
        &self.revisions[place]
    }

    /// The place of a revision by its exact identifier or one of its labels.
    pub fn place(&self, key: &str) -> Option<usize> {
        self.keys.get(key).copied()
    }

    /// The identifiers of revisions and of all their ancestors, over
    /// `down_revision` and, if asked for, `depends_on`.
    ///
    /// # Errors
    /// [`RevisionError::Resolution`] for an identifier that is not known.
    pub fn ancestors(
        &self,
        revisions: &[String],
        include_dependencies: bool,
    ) -> Result<BTreeSet<String>, RevisionError> {
        let places = self.places_of(&Symbols::Many(revisions.to_vec()))?;
        let found = self.ancestor_places(&places, include_dependencies);
        Ok(self.names(&found).into_iter().collect())
    }

    /// As [`RevisionMap::ancestors`], in the other direction.
    ///
    /// # Errors
    /// [`RevisionError::Resolution`] for an identifier that is not known.
    pub fn descendants(
        &self,
        revisions: &[String],
        include_dependencies: bool,
    ) -> Result<BTreeSet<String>, RevisionError> {
        let places = self.places_of(&Symbols::Many(revisions.to_vec()))?;
        let found = self.descendant_places(&places, include_dependencies);
        Ok(self.names(&found).into_iter().collect())
    }

    pub(super) fn names(&self, places: &[usize]) -> Vec<String> {
        places
            .iter()
            .map(|place| self.revisions[*place].revision.clone())
            .collect()
    }

    pub(super) fn ancestor_places(&self, from: &[usize], dependencies: bool) -> Vec<usize> {
        self.related(from, |revision| {
            if dependencies {
                &revision.links.normalized_down
            } else {
                &revision.links.down
            }
        })
    }

    pub(super) fn descendant_places(&self, from: &[usize], dependencies: bool) -> Vec<usize> {
        self.related(from, |revision| {
            if dependencies {
                &revision.links.all_next
            } else {
                &revision.links.next
            }
        })
    }

    /// Everything that can be reached over `links`, deepest branch first, each
    /// once.
    pub(super) fn related(
        &self,
        from: &[usize],
        links: impl Fn(&Revision) -> &[usize],
    ) -> Vec<usize> {
        let mut seen = vec![false; self.revisions.len()];
        let mut found = Vec::new();
        let mut todo = Vec::new();
        for start in from {
            todo.push(*start);
            while let Some(place) = todo.pop() {
                if std::mem::replace(&mut seen[place], true) {
                    continue;
                }
                found.push(place);
                todo.extend_from_slice(links(&self.revisions[place]));
            }
        }
        found
    }

    fn collect(&mut self, declared: Vec<Declared>) -> Result<(), RevisionError> {
        for declared in declared {
            declared.verify()?;
            let revision = Revision::new(declared);
            let id = revision.revision.clone();
            if revision.is_base() {
                self.bases.push(id.clone());
            }
            if revision.is_real_base() {
                self.real_bases.push(id.clone());
            }
            let place = self.revisions.len();
            self.revisions.push(revision);
            if let Some(before) = self.keys.insert(id, place) {
                self.repeated.push((before, place));
            }
        }
        Ok(())
    }

    fn add_label_keys(&mut self) -> Result<(), RevisionError> {
        for (place, revision) in self.revisions.iter().enumerate() {
            for label in &revision.own_labels {
                if let Some(by) = self.keys.get(label) {
                    return Err(RevisionError::BranchLabelTaken {
                        label: label.clone(),
                        revision: revision.revision.clone(),
                        by: self.revisions[*by].revision.clone(),
                    });
                }
                self.keys.insert(label.clone(), place);
            }
        }
        Ok(())
    }

    fn resolve_dependencies(&mut self) -> Result<(), RevisionError> {
        for place in 0..self.revisions.len() {
            if self.revisions[place].dependencies.is_empty() {
                continue;
            }
            let names = self.revisions[place].dependencies.clone();
            let mut found = Vec::with_capacity(names.len());
            for name in &names {
                match self.keys.get(name) {
                    Some(dependency) => found.push(*dependency),
                    None => return Err(self.missing(name, place)),
                }
            }
            self.revisions[place].links.dependencies = found;
        }
        Ok(())
    }

    /// Links each revision to those below it, and those to it. Gives the
    /// places of the heads and of the real heads.
    fn link(&mut self, revisions: usize) -> Result<(Vec<usize>, Vec<usize>), RevisionError> {
        let mut is_head = vec![true; self.revisions.len()];
        let mut is_real_head = is_head.clone();
        for place in 0..self.revisions.len() {
            let mut down = Vec::with_capacity(self.revisions[place].down_revision.len());
            for name in &self.revisions[place].down_revision {
                match self.keys.get_full(name) {
                    // A label cannot be followed, only depended on.
                    Some((index, _, below)) if index < revisions => down.push(*below),
                    _ => return Err(self.missing(name, place)),
                }
            }
            let links = &mut self.revisions[place].links;
            add_new(&mut links.all_down, &down);
            let dependencies = links.dependencies.clone();
            add_new(&mut links.all_down, &dependencies);
            links.down = down;
        }
        // In the order of the map, where a repeated identifier stands at the
        // place of its first appearance.
        for index in 0..revisions {
            let place = self.keys[index];
            let name = self.revisions[place].revision.clone();
            for below in self.revisions[place].links.all_down.clone() {
                let versioned = self.revisions[place].links.down.contains(&below);
                let other = &mut self.revisions[below];
                if !other.links.all_next.contains(&place) {
                    other.links.all_next.push(place);
                    other.all_nextrev.push(name.clone());
                }
                if versioned && !other.links.next.contains(&place) {
                    other.links.next.push(place);
                    other.nextrev.push(name.clone());
                }
                is_head[below] &= !versioned;
                is_real_head[below] = false;
            }
        }
        let places = |marks: &[bool]| {
            let marked = marks.iter().enumerate().filter(|(_, mark)| **mark);
            marked.map(|(place, _)| place).collect::<Vec<_>>()
        };
        Ok((places(&is_head), places(&is_real_head)))
    }

    /// Drops dependencies that an ancestor has already.
    fn normalize_dependencies(&mut self) {
        // Only what several revisions depend on can be dropped.
        let mut dependents = vec![0usize; self.revisions.len()];
        for revision in &self.revisions {
            for dependency in &revision.links.dependencies {
                dependents[*dependency] += 1;
            }
        }
        for place in 0..self.revisions.len() {
            let mut dependencies = Vec::new();
            add_new(&mut dependencies, &self.revisions[place].links.dependencies);
            if dependencies
                .iter()
                .any(|dependency| dependents[*dependency] > 1)
            {
                for ancestor in self.ancestor_places(&[place], false) {
                    if ancestor != place {
                        let implied = &self.revisions[ancestor].links.dependencies;
                        dependencies.retain(|dependency| !implied.contains(dependency));
                    }
                }
            }
            let mut down = Vec::new();
            add_new(&mut down, &self.revisions[place].links.down);
            add_new(&mut down, &dependencies);
            let names = self.names(&down);
            let revision = &mut self.revisions[place];
            revision.links.normalized_dependencies = dependencies.len();
            revision.links.normalized_down = down;
            revision.normalized_down = names;
        }
    }

    fn missing(&self, missing: &str, place: usize) -> RevisionError {
        RevisionError::Missing {
            missing: missing.into(),
            revision: self.revisions[place].revision.clone(),
            place,
            near: self.near(missing),
        }
    }
}
