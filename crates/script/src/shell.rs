//! Splits a line of options as Python's `shlex.split` does.

/// The words of a line.
///
/// # Errors
/// Python's words for an open quotation and for a backslash at the end.
pub(crate) fn split(line: &str) -> Result<Vec<String>, &'static str> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut characters = line.chars();
    while let Some(character) = characters.next() {
        match character {
            ' ' | '\t' | '\r' | '\n' => words.extend(word.take()),
            '\'' => {
                let word = word.get_or_insert_default();
                loop {
                    match characters.next().ok_or("No closing quotation")? {
                        '\'' => break,
                        other => word.push(other),
                    }
                }
            }
            '"' => {
                let word = word.get_or_insert_default();
                loop {
                    match characters.next().ok_or("No closing quotation")? {
                        '"' => break,
                        '\\' => match characters.next().ok_or("No escaped character")? {
                            escaped @ ('"' | '\\') => word.push(escaped),
                            other => word.extend(['\\', other]),
                        },
                        other => word.push(other),
                    }
                }
            }
            '\\' => {
                let escaped = characters.next().ok_or("No escaped character")?;
                word.get_or_insert_default().push(escaped);
            }
            other => word.get_or_insert_default().push(other),
        }
    }
    words.extend(word);
    Ok(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, expect: Result<&[&str], &str>) {
        match (split(line), expect) {
            (Ok(words), Ok(expect)) => assert_eq!(words, expect, "{line}"),
            (Err(error), Err(expect)) => assert_eq!(error, expect, "{line}"),
            (got, _) => panic!("{line}: {got:?}"),
        }
    }

    #[test]
    fn words_are_those_of_python() {
        check("-l 79  FILE", Ok(&["-l", "79", "FILE"]));
        check(
            "a'b c'd \"e \\\" \\\\ \\n\" f\\ g ''",
            Ok(&["ab cd", "e \" \\ \\n", "f g", ""]),
        );
        check("a #b", Ok(&["a", "#b"]));
        check("", Ok(&[]));
        check("'a", Err("No closing quotation"));
        check("\"a", Err("No closing quotation"));
        check("a\\", Err("No escaped character"));
    }
}
