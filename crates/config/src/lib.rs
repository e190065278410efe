//! Reads a project's configuration: `alembic.ini` with the rules of Python's
//! `ConfigParser`, and `[tool.alembic]` of `pyproject.toml`.
//!
//! Nothing here prints or reads the environment. Findings that do not stop a
//! run are [`Warning`]s, which the caller collects with
//! [`Config::take_warnings`]. No error carries a password: values are masked
//! when the error is made.

mod config;
mod error;
mod files;
mod ini;
mod lists;
mod percent;
mod pyproject;
mod quote;
mod secret;
mod truth;
mod warning;

pub use config::Config;
pub use error::Error;
pub use files::Files;
pub use ini::Ini;
pub use lists::Hook;
pub use percent::{FormatError, Value as PercentValue, format as percent_format};
pub use pyproject::Value;
pub use quote::repr;
pub use truth::asbool;
pub use warning::{Warning, WarningKind};
