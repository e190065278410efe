//! The native side of the `alembic` modules: configuration, scripts and
//! migration contexts, which `modules/alembic/*.py` wrap.

pub(crate) mod batch;
pub(crate) mod command;
pub(crate) mod config;
pub(crate) mod graph;
pub(crate) mod migration;
pub(crate) mod output;
pub(crate) mod revision;
pub(crate) mod script;
