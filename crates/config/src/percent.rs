//! Python's `text % mapping`, as far as settings use it: `%(key)s` and `%%`
//! with flags, width and precision.

/// What a key stands for.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A string.
    Text(String),
    /// An integer.
    Integer(i64),
}

/// Why a text does not format. The texts are Python's.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum FormatError {
    /// `%(key)s` with a key that is not there.
    #[error("{}", crate::repr(.0))]
    MissingKey(String),
    /// `%(` without `)`.
    #[error("incomplete format key")]
    IncompleteKey,
    /// The text ends inside a `%…`.
    #[error("incomplete format")]
    Incomplete,
    /// A letter that means nothing.
    #[error("unsupported format character '{0}' (0x{code:x}) at index {1}", code = *.0 as u32)]
    Unsupported(char, usize),
    /// A number was asked for and the value is text.
    #[error("%{0} format: a real number is required, not str")]
    NotANumber(char),
    /// `%s` without a key.
    #[error("not enough arguments for format string")]
    NoKey,
}

/// Formats `template`, asking `lookup` for the value of each key.
///
/// # Errors
/// [`FormatError`], for what Python would refuse.
pub fn format(
    template: &str,
    lookup: impl Fn(&str) -> Option<Value>,
) -> Result<String, FormatError> {
    let characters: Vec<char> = template.chars().collect();
    let mut out = String::with_capacity(template.len());
    let mut at = 0;
    while let Some(&character) = characters.get(at) {
        at += 1;
        if character != '%' {
            out.push(character);
            continue;
        }
        let mut value = None;
        if characters.get(at) == Some(&'(') {
            let (key, after) = key(&characters, at + 1)?;
            value = Some(lookup(&key).ok_or(FormatError::MissingKey(key))?);
            at = after;
        }
        let mut field = Field::default();
        at = field.read(&characters, at);
        let Some(&letter) = characters.get(at) else {
            return Err(FormatError::Incomplete);
        };
        at += 1;
        if letter == '%' {
            out.push('%');
            continue;
        }
        if !"sradiuoxXc".contains(letter) {
            return Err(FormatError::Unsupported(letter, at - 1));
        }
        let value = value.ok_or(FormatError::NoKey)?;
        out.push_str(&field.write(letter, &value)?);
    }
    Ok(out)
}

/// The key that starts at `at`, and the place after its closing parenthesis.
/// Parentheses nest, as in Python.
fn key(characters: &[char], start: usize) -> Result<(String, usize), FormatError> {
    let mut depth = 1;
    for (at, character) in characters.iter().enumerate().skip(start) {
        match character {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Ok((characters[start..at].iter().collect(), at + 1));
        }
    }
    Err(FormatError::IncompleteKey)
}

/// Flags, width and precision between `%` and the letter.
#[derive(Default)]
struct Field {
    left: bool,
    zero: bool,
    plus: bool,
    space: bool,
    alternate: bool,
    width: usize,
    precision: Option<usize>,
}

/// No file name needs more, and a huge width must not take all memory.
const WIDEST: usize = 4096;

impl Field {
    fn read(&mut self, characters: &[char], mut at: usize) -> usize {
        while let Some(flag) = characters.get(at) {
            match flag {
                '-' => self.left = true,
                '0' => self.zero = true,
                '+' => self.plus = true,
                ' ' => self.space = true,
                '#' => self.alternate = true,
                _ => break,
            }
            at += 1;
        }
        (self.width, at) = number(characters, at);
        if characters.get(at) == Some(&'.') {
            let (precision, after) = number(characters, at + 1);
            self.precision = Some(precision);
            at = after;
        }
        // Python skips one C length letter.
        if matches!(characters.get(at), Some('h' | 'l' | 'L')) {
            at += 1;
        }
        at
    }

    fn write(&self, letter: char, value: &Value) -> Result<String, FormatError> {
        let (sign, body, numeric) = match (letter, value) {
            ('s', Value::Text(text)) => (String::new(), self.cut(text), false),
            ('r' | 'a', Value::Text(text)) => (String::new(), self.cut(&crate::repr(text)), false),
            ('s' | 'r' | 'a', Value::Integer(number)) => {
                (String::new(), self.cut(&number.to_string()), false)
            }
            ('c', Value::Text(text)) if text.chars().count() == 1 => {
                (String::new(), text.clone(), false)
            }
            (_, Value::Text(_)) => return Err(FormatError::NotANumber(letter)),
            (_, Value::Integer(number)) => {
                let digits = match letter {
                    'o' => format!("{:o}", number.unsigned_abs()),
                    'x' => format!("{:x}", number.unsigned_abs()),
                    'X' => format!("{:X}", number.unsigned_abs()),
                    _ => number.unsigned_abs().to_string(),
                };
                let prefix = match (self.alternate, letter) {
                    (true, 'o') => "0o",
                    (true, 'x') => "0x",
                    (true, 'X') => "0X",
                    _ => "",
                };
                let sign = match (*number < 0, self.plus, self.space) {
                    (true, _, _) => "-",
                    (_, true, _) => "+",
                    (_, _, true) => " ",
                    _ => "",
                };
                let least = self.precision.unwrap_or(0);
                let zeros = "0".repeat(least.saturating_sub(digits.len()));
                (format!("{sign}{prefix}"), format!("{zeros}{digits}"), true)
            }
        };
        let missing = self
            .width
            .saturating_sub(sign.chars().count() + body.chars().count());
        Ok(if self.left {
            format!("{sign}{body}{}", " ".repeat(missing))
        } else if self.zero && numeric {
            format!("{sign}{}{body}", "0".repeat(missing))
        } else {
            format!("{}{sign}{body}", " ".repeat(missing))
        })
    }

    fn cut(&self, text: &str) -> String {
        match self.precision {
            Some(most) => text.chars().take(most).collect(),
            None => text.into(),
        }
    }
}

fn number(characters: &[char], mut at: usize) -> (usize, usize) {
    let mut value = 0usize;
    while let Some(digit) = characters.get(at).and_then(|c| c.to_digit(10)) {
        value = value
            .saturating_mul(10)
            .saturating_add(digit as usize)
            .min(WIDEST);
        at += 1;
    }
    (value, at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(template: &str, expect: Result<&str, &str>) {
        let got = format(template, |key| match key {
            "here" => Some(Value::Text("/x".into())),
            "n" => Some(Value::Integer(7)),
            _ => None,
        });
        match expect {
            Ok(text) => assert_eq!(got, Ok(text.to_string()), "{template}"),
            Err(text) => assert_eq!(got.unwrap_err().to_string(), text, "{template}"),
        }
    }

    #[test]
    fn keys_flags_widths_and_precisions_are_those_of_python() {
        check("a%(here)s/%%b", Ok("a/x/%b"));
        check(
            "%(here)5s|%(here)-5s|%(n).3d|%(n)05d|%(n)+d|%(n)x",
            Ok("   /x|/x   |007|00007|+7|7"),
        );
        check("%(n)s%(n)02d%(here)r%(n).2d", Ok("707'/x'07"));
    }

    #[test]
    fn bad_formats_say_what_python_says() {
        check("%(nope)s", Err("'nope'"));
        check("100%", Err("incomplete format"));
        check("%(here)", Err("incomplete format"));
        check("%(here", Err("incomplete format key"));
        check(
            "%(here)z",
            Err("unsupported format character 'z' (0x7a) at index 7"),
        );
        check(
            "%(here)d",
            Err("%d format: a real number is required, not str"),
        );
    }
}
