//! Comparisons with real databases.

mod apply;
mod matrix;
mod property;
mod scale;
