//! Takes passwords out of a setting's value before an error carries it.

const MASK: &str = "***";

/// The value as an error may show it: the password of a URL is masked, and a
/// value whose key sounds like a secret is masked whole.
pub(crate) fn masked(key: &str, value: &str) -> String {
    if sounds_secret(key) {
        return MASK.into();
    }
    let Some(start) = value.find("://").map(|at| at + 3) else {
        return value.into();
    };
    // The password may itself hold `@`, `/` or `:`, so mask up to the last `@`.
    match value[start..].rfind('@') {
        Some(at) => {
            let user = value[start..start + at].split(':').next().unwrap_or("");
            let host = &value[start + at + 1..];
            let host = if host.contains("://") || host.contains('?') {
                host.split('?').next().unwrap_or("")
            } else {
                host
            };
            if value[start..start + at].contains(':') {
                format!("{}{user}:{MASK}@{host}", &value[..start])
            } else {
                format!("{}{user}@{host}", &value[..start])
            }
        }
        None => format!("{}{MASK}", &value[..start]),
    }
}

/// A part of a value, cut at a place that may lie inside a password: shown
/// only when the whole value holds nothing secret.
pub(crate) fn masked_part(key: &str, whole: &str, part: &str) -> String {
    if sounds_secret(key) || whole.contains("://") || part.contains('@') || part.contains("://") {
        let keep: String = part
            .chars()
            .take_while(|c| matches!(c, '%' | '('))
            .collect();
        format!("{keep}{MASK}")
    } else {
        part.into()
    }
}

fn sounds_secret(key: &str) -> bool {
    let key = key.to_lowercase();
    [
        "pass",
        "pwd",
        "secret",
        "token",
        "credential",
        "private",
        "apikey",
        "api_key",
    ]
    .iter()
    .any(|word| key.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(key: &str, value: &str, expect: &str) {
        assert_eq!(masked(key, value), expect);
    }

    #[test]
    fn passwords_are_masked_wherever_they_stand() {
        check("script_location", "%(x)s/alembic", "%(x)s/alembic");
        check(
            "sqlalchemy.url",
            "postgresql://u:p@w/:x@h/db",
            "postgresql://u:***@h/db",
        );
        check("sqlalchemy.url", "postgresql://u:p%ss", "postgresql://***");
        check(
            "sqlalchemy.url",
            "postgresql://h@db?password=x",
            "postgresql://h@db",
        );
        check("DB_PASSWORD", "hunter2", "***");
    }

    #[test]
    fn a_part_of_a_url_is_never_shown() {
        assert_eq!(masked_part("url", "pg://u:p%40x@h", "%40x@h"), "%***");
        assert_eq!(masked_part("url", "a%40b", "%40b"), "%40b");
    }
}
