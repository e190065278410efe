//! Reads models where the interpreter alone does not suffice.
//!
//! A module that cannot load here becomes a *placeholder* ([`placeholder`]),
//! which raises when it is used. Where the models themselves are behind one,
//! the project's own Python reads them.

pub(crate) mod placeholder;
