//! What is the same to SQLite.

use crate::same::TypeDifference;

/// How two types, spelled in lower case, differ. SQLite keeps a type's words
/// as they were written.
pub(crate) fn type_difference(
    declared: &str,
    reflected: &str,
    for_alembic: bool,
) -> Option<TypeDifference> {
    let without_blanks = |spelling: &str| {
        let (spelling, collation) = match spelling.split_once(" collate ") {
            Some((spelling, collation)) => (spelling, collation.replace('"', "")),
            None => (spelling, String::new()),
        };
        (spelling.replace(char::is_whitespace, ""), collation)
    };
    let (declared, declared_collation) = without_blanks(declared);
    let (reflected, reflected_collation) = without_blanks(reflected);
    if for_alembic {
        Some(TypeDifference::Type)
    } else if declared.contains('(') != reflected.contains('(')
        || declared.matches(',').count() != reflected.matches(',').count()
    {
        Some(TypeDifference::Arguments)
    } else if declared_collation != reflected_collation {
        Some(TypeDifference::Collation)
    } else {
        None
    }
}
