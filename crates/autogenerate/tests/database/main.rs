//! Comparisons with real databases.

mod apply;
mod matrix;
mod mysql;
mod property;
mod scale;
