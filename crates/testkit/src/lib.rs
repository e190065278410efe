//! For tests: projects in a temporary folder, throw-away database servers,
//! and the real Alembic to compare with.

pub mod mariadb;
mod oracle;
pub mod postgres;
mod project;

pub use oracle::Oracle;
pub use project::{LOGGING, Printed, Project, finish, printed};
