use super::Symbols;

/// Why a graph is no graph, or a symbol means nothing in it.
///
/// The texts are Alembic's.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RevisionError {
    /// The lower end of a range does not lie under the upper end.
    #[error("Revision {lower} is not an ancestor of revision {upper}")]
    RangeNotAncestor {
        /// The lower end.
        lower: Symbols,
        /// The upper end.
        upper: Symbols,
    },
    /// One head was asked for, and there are several.
    #[error("Multiple heads are present for given argument '{argument}'; {}", .heads.join(", "))]
    MultipleHeads {
        /// The heads.
        heads: Vec<String>,
        /// The symbol that was asked for.
        argument: String,
    },
    /// A symbol means no revision, or more than one.
    #[error("{message}")]
    Resolution {
        /// What is wrong with it.
        message: String,
        /// The symbol.
        argument: String,
        /// Known identifiers that look like it.
        near: Vec<String>,
    },
    /// Revisions that follow one another in a circle.
    #[error("{kind} is detected in revisions ({})", .revisions.join(", "))]
    Cycle {
        /// Which links form the circle.
        kind: CycleKind,
        /// The revisions that take part, or all when nothing is outside.
        revisions: Vec<String>,
    },
    /// A revision names another one that does not exist.
    #[error("Revision {missing} referenced from {revision} is not present")]
    Missing {
        /// The identifier that is not known.
        missing: String,
        /// The revision that names it.
        revision: String,
        /// How many revisions were given before that one.
        place: usize,
        /// Known identifiers that look like it.
        near: Vec<String>,
    },
    /// An identifier holds a character that symbols give a meaning to.
    #[error("Character(s) '{characters}' not allowed in revision identifier '{revision}'")]
    IllegalCharacters {
        /// The characters, sorted, with commas between.
        characters: String,
        /// The identifier.
        revision: String,
    },
    /// Two revisions claim one branch label, or a label is an identifier too.
    #[error("Branch name '{label}' in revision {revision} already used by revision {by}")]
    BranchLabelTaken {
        /// The label.
        label: String,
        /// The revision that claims it.
        revision: String,
        /// The revision that has it.
        by: String,
    },
    /// One of several revisions that were asked for lies under another.
    #[error(
        "Requested revision {revision} overlaps with other requested revisions {}",
        .others.join(", ")
    )]
    Overlap {
        /// The revision.
        revision: String,
        /// The others.
        others: Vec<String>,
    },
    /// A relative step can be taken in more than one way.
    #[error("Ambiguous walk")]
    AmbiguousWalk,
    /// A relative upgrade from more than one head.
    #[error("Ambiguous upgrade from multiple current revisions")]
    AmbiguousUpgrade,
    /// There are not as many revisions as the relative symbol counts.
    #[error("Relative revision {relative} didn't produce {count} migrations")]
    RelativeCount {
        /// The relative symbol.
        relative: String,
        /// How many it asks for.
        count: u64,
    },
    /// As [`RevisionError::RelativeCount`], counted from a named revision.
    #[error("Walked too far")]
    WalkedTooFar,
    /// The target is not under the heads on the branch that was named.
    #[error("Not a valid downgrade target from current heads")]
    NotADowngradeTarget,
    /// The links between revisions contradict each other.
    #[error("Dependency resolution failed; broken map")]
    BrokenMap,
    /// A symbol that is understood, but has no use here.
    #[error("Revision symbol '{symbol}' does not mean a single revision here")]
    NotUsable {
        /// The symbol.
        symbol: String,
    },
}

/// Which links form a circle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CycleKind {
    /// `down_revision`.
    Cycle,
    /// `down_revision` and `depends_on` together.
    DependencyCycle,
    /// A revision that is its own `down_revision`.
    SelfLoop,
    /// A revision that depends on itself.
    DependencySelfLoop,
}

impl std::fmt::Display for CycleKind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            CycleKind::Cycle => "Cycle",
            CycleKind::DependencyCycle => "Dependency cycle",
            CycleKind::SelfLoop => "Self-loop",
            CycleKind::DependencySelfLoop => "Dependency self-loop",
        })
    }
}
