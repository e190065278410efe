use crate::{Error, Value, repr};

/// Reads a setting as a truth value: `true yes on y t 1` and
/// `false no off n f 0` in any case, surrounded by any space; nothing and the
/// empty list are false.
///
/// # Errors
/// [`Error::NotTrueOrFalse`] for any other text.
pub fn asbool(value: Option<&Value>) -> Result<bool, Error> {
    match value {
        None => Ok(false),
        Some(Value::Text(text)) => {
            let word = text.trim().to_lowercase();
            match word.as_str() {
                "true" | "yes" | "on" | "y" | "t" | "1" => Ok(true),
                "false" | "no" | "off" | "n" | "f" | "0" => Ok(false),
                _ => Err(Error::NotTrueOrFalse { text: repr(&word) }),
            }
        }
        Some(Value::Boolean(value)) => Ok(*value),
        Some(Value::Integer(value)) => Ok(*value != 0),
        Some(Value::List(items)) => Ok(!items.is_empty()),
        Some(Value::Table(table)) => Ok(!table.is_empty()),
        Some(Value::Tables(tables)) => Ok(!tables.is_empty()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: Option<bool>) {
        let value = Value::Text(text.into());
        assert_eq!(asbool(Some(&value)).ok(), expect, "{text:?}");
    }

    #[test]
    fn words_are_read_in_any_case() {
        for word in ["true", " Yes ", "ON", "y", "T", "1"] {
            check(word, Some(true));
        }
        for word in ["false", "No", " off", "n", "F", "0"] {
            check(word, Some(false));
        }
    }

    #[test]
    fn other_words_are_refused_and_named() {
        check("", None);
        check("2", None);
        let error = asbool(Some(&Value::Text("Perhaps".into()))).unwrap_err();
        assert_eq!(error.to_string(), "String is not true/false: 'perhaps'");
    }

    #[test]
    fn values_of_a_toml_file_have_their_own_truth() {
        assert!(!asbool(None).unwrap());
        assert!(asbool(Some(&Value::Boolean(true))).unwrap());
        assert!(!asbool(Some(&Value::Integer(0))).unwrap());
    }
}
