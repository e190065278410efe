use super::{CycleKind, RevisionError};

/// What a revision says about itself.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Declared {
    /// Its identifier.
    pub revision: String,
    /// The revisions that it follows: none for a base, several for a merge.
    pub down_revision: Vec<String>,
    /// Revisions or labels that must be applied before it.
    pub dependencies: Vec<String>,
    /// Names for the branch that begins with it.
    pub branch_labels: Vec<String>,
}

impl Declared {
    /// Refuses a revision that follows or needs itself, or whose identifier
    /// could be taken for a symbol.
    ///
    /// # Errors
    /// [`RevisionError::Cycle`], [`RevisionError::IllegalCharacters`].
    pub fn verify(&self) -> Result<(), RevisionError> {
        let loops = |kind| RevisionError::Cycle {
            kind,
            revisions: vec![self.revision.clone()],
        };
        if self.down_revision.contains(&self.revision) {
            return Err(loops(CycleKind::SelfLoop));
        }
        if self.dependencies.contains(&self.revision) {
            return Err(loops(CycleKind::DependencySelfLoop));
        }
        Declared::verify_id(&self.revision)
    }

    /// Refuses an identifier with `@`, `-`, `+` or `:` in it.
    ///
    /// # Errors
    /// [`RevisionError::IllegalCharacters`].
    pub fn verify_id(revision: &str) -> Result<(), RevisionError> {
        let illegal: Vec<String> = ["+", "-", ":", "@"]
            .iter()
            .filter(|character| revision.contains(**character))
            .map(|character| character.to_string())
            .collect();
        if illegal.is_empty() {
            return Ok(());
        }
        Err(RevisionError::IllegalCharacters {
            characters: illegal.join(", "),
            revision: revision.into(),
        })
    }
}

/// A revision and its place in the graph.
#[derive(Clone, Debug, Default)]
pub struct Revision {
    /// Its identifier.
    pub revision: String,
    pub(super) down_revision: Vec<String>,
    pub(super) dependencies: Vec<String>,
    pub(super) own_labels: Vec<String>,
    pub(super) branch_labels: Vec<String>,
    pub(super) nextrev: Vec<String>,
    pub(super) all_nextrev: Vec<String>,
    pub(super) normalized_down: Vec<String>,
    pub(super) links: Links,
}

/// The same neighbours as places in the map.
#[derive(Clone, Debug, Default)]
pub(super) struct Links {
    pub(super) down: Vec<usize>,
    pub(super) dependencies: Vec<usize>,
    pub(super) all_down: Vec<usize>,
    pub(super) normalized_down: Vec<usize>,
    pub(super) normalized_dependencies: usize,
    pub(super) next: Vec<usize>,
    pub(super) all_next: Vec<usize>,
}

impl Revision {
    pub(super) fn new(declared: Declared) -> Self {
        Revision {
            revision: declared.revision,
            down_revision: declared.down_revision,
            dependencies: declared.dependencies,
            branch_labels: {
                let mut labels = Vec::new();
                add_new(&mut labels, &declared.branch_labels);
                labels
            },
            own_labels: declared.branch_labels,
            ..Revision::default()
        }
    }

    /// What it says about itself.
    pub fn declared(&self) -> Declared {
        Declared {
            revision: self.revision.clone(),
            down_revision: self.down_revision.clone(),
            dependencies: self.dependencies.clone(),
            branch_labels: self.own_labels.clone(),
        }
    }

    /// The revisions that it follows, as declared.
    pub fn versioned_down_revisions(&self) -> &[String] {
        &self.down_revision
    }

    /// The revisions that it follows and those that it depends on, without
    /// dependencies that one of its ancestors has already.
    pub fn normalized_down_revisions(&self) -> &[String] {
        &self.normalized_down
    }

    /// What it depends on, as declared.
    pub fn dependencies(&self) -> &[String] {
        &self.dependencies
    }

    /// The labels of the branches that it is on.
    pub fn branch_labels(&self) -> &[String] {
        &self.branch_labels
    }

    /// The labels that it declares.
    pub fn own_branch_labels(&self) -> &[String] {
        &self.own_labels
    }

    /// The revisions that follow it.
    pub fn nextrev(&self) -> &[String] {
        &self.nextrev
    }

    /// The revisions that follow it or depend on it.
    pub fn all_nextrev(&self) -> &[String] {
        &self.all_nextrev
    }

    /// Whether nothing follows it.
    pub fn is_head(&self) -> bool {
        self.nextrev.is_empty()
    }

    /// Whether nothing follows it and nothing depends on it.
    pub fn is_real_head(&self) -> bool {
        self.all_nextrev.is_empty()
    }

    /// Whether it follows nothing.
    pub fn is_base(&self) -> bool {
        self.down_revision.is_empty()
    }

    /// Whether it follows nothing and depends on nothing.
    pub fn is_real_base(&self) -> bool {
        self.is_base() && self.dependencies.is_empty()
    }

    /// Whether more than one revision follows it.
    pub fn is_branch_point(&self) -> bool {
        self.nextrev.len() > 1
    }

    /// As [`Revision::is_branch_point`], dependencies included.
    pub fn is_real_branch_point(&self) -> bool {
        self.all_nextrev.len() > 1
    }

    /// Whether it follows more than one revision.
    pub fn is_merge_point(&self) -> bool {
        self.down_revision.len() > 1
    }
}

/// Appends those of `more` that are not there yet.
pub(super) fn add_new<T: PartialEq + Clone>(list: &mut Vec<T>, more: &[T]) {
    for item in more {
        if !list.contains(item) {
            list.push(item.clone());
        }
    }
}
