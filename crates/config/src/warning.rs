/// Something worth telling that does not stop a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// Which of Python's warning categories Alembic would use.
    pub kind: WarningKind,
    /// The text, to the letter as Alembic words it where it has one.
    pub message: String,
}

/// A category of warnings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WarningKind {
    /// `UserWarning`: Python shows it on stderr.
    User,
    /// `DeprecationWarning`: Python does not show it by default.
    Deprecation,
}

impl Warning {
    /// A warning that users see.
    pub fn user(message: impl Into<String>) -> Self {
        Warning {
            kind: WarningKind::User,
            message: message.into(),
        }
    }

    /// A warning about a way of writing that will go away.
    pub fn deprecation(message: impl Into<String>) -> Self {
        Warning {
            kind: WarningKind::Deprecation,
            message: message.into(),
        }
    }
}
