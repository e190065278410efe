//! Commands that change a database.

use crate::both::compare;
use crate::graph::{branched, linear, merged};

#[test]
fn a_line_is_walked_up_and_down_alike() {
    compare(
        linear,
        &[
            &["current"],
            &["current", "-v"],
            &["upgrade", "head", "--sql"],
            &["upgrade", "+1"],
            &["current"],
            &["upgrade", "+2"],
            &["upgrade", "ba"],
            &["current", "--check-heads"],
            &["downgrade", "-1"],
            &["downgrade", "ab2"],
            &["current", "-v"],
            &["upgrade", "ac3+1"],
            &["upgrade", "heads"],
            &["upgrade", "head"],
            &["current", "-c"],
            &["downgrade", "ac3-1"],
            &["downgrade", "base"],
            &["downgrade", "base"],
            &["downgrade", "-1"],
            &["current"],
        ],
    );
}

#[test]
fn branches_are_walked_alike() {
    compare(
        branched,
        &[
            &["upgrade", "head"],
            &["upgrade", "side@head"],
            &["current"],
            &["upgrade", "f6"],
            &["current", "-v"],
            &["upgrade", "lone@+1"],
            &["upgrade", "heads"],
            &["current"],
            &["downgrade", "lone@base"],
            &["downgrade", "side@-1"],
            &["current"],
            &["downgrade", "b2"],
            &["downgrade", "base"],
            &["current"],
        ],
    );
    compare(
        merged,
        &[
            &["upgrade", "head"],
            &["downgrade", "-1"],
            &["downgrade", "-1"],
            &["current"],
            &["downgrade", "-1"],
            &["upgrade", "b2"],
            &["upgrade", "c3"],
            &["upgrade", "d4"],
            &["downgrade", "c3"],
            &["downgrade", "base"],
        ],
    );
}

#[test]
fn stamps_are_set_alike() {
    compare(
        branched,
        &[
            &["stamp", "head"],
            &["stamp", "heads"],
            &["current"],
            &["stamp", "a1"],
            &["current"],
            &["stamp", "c3", "d4"],
            &["current"],
            &["stamp", "base"],
            &["current"],
            &["stamp", "side@head"],
            &["stamp", "--purge", "b2"],
            &["current"],
            &["stamp", "nothing"],
            &["stamp", "a1", "--sql"],
            &["stamp", "a1:c3", "--sql"],
            &["stamp", "--purge", "c3", "--sql"],
            &["stamp", "a1:c3", "b2:d4", "--sql"],
            &["ensure_version"],
            &["ensure_version", "--sql"],
        ],
    );
}

#[test]
fn sql_is_printed_alike() {
    for make in [branched, linear, merged] {
        compare(
            make,
            &[
                &["upgrade", "heads", "--sql"],
                &["upgrade", "base:heads", "--sql"],
                &["downgrade", "heads:base", "--sql"],
                &["downgrade", "base", "--sql"],
                &["upgrade", "head", "--sql"],
                &["stamp", "heads", "--sql"],
            ],
        );
    }
    compare(
        linear,
        &[
            &["upgrade", "ab2:ba4", "--sql"],
            &["upgrade", "ab2:+1", "--sql"],
            &["downgrade", "ba4:ab2", "--sql"],
            &["downgrade", "ba4:-2", "--sql"],
            &["upgrade", "ab2:ba4"],
            &["upgrade", "head", "--sql", "--tag", "x"],
        ],
    );
}
