//! What the file of a new revision is called.

use limbeck_config::{PercentValue, percent_format};

use crate::{CreateDate, Error};

/// The name of a revision file, which may lie in subfolders.
///
/// # Errors
/// [`Error::FileTemplate`].
pub(crate) fn file_name(
    template: &str,
    revision: &str,
    message: &str,
    date: &CreateDate,
    slug_length: i64,
) -> Result<String, Error> {
    let lookup = |token: &str| {
        Some(match token {
            "rev" => PercentValue::Text(revision.into()),
            "slug" => PercentValue::Text(slug(message, slug_length)),
            "epoch" => PercentValue::Integer(date.epoch),
            "year" => PercentValue::Integer(date.year.into()),
            "month" => PercentValue::Integer(date.month.into()),
            "day" => PercentValue::Integer(date.day.into()),
            "hour" => PercentValue::Integer(date.hour.into()),
            "minute" => PercentValue::Integer(date.minute.into()),
            "second" => PercentValue::Integer(date.second.into()),
            _ => return None,
        })
    };
    let name = percent_format(template, lookup).map_err(|error| Error::FileTemplate { error })?;
    Ok(format!("{name}.py"))
}

/// The words of the message, in lower case, with `_` between them; cut after
/// the last whole word that fits.
fn slug(message: &str, length: i64) -> String {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let words: Vec<&str> = message
        .split(|c| !is_word(c))
        .filter(|word| !word.is_empty())
        .collect();
    let slug = words.join("_").to_lowercase();
    let characters = slug.chars().count() as i64;
    if characters <= length {
        return slug;
    }
    // A negative length counts from the end, as in Python's slices.
    let kept = if length < 0 {
        (characters + length).max(0)
    } else {
        length
    };
    let cut: String = slug.chars().take(kept as usize).collect();
    match cut.rsplit_once('_') {
        Some((whole, _)) => format!("{whole}_"),
        None => format!("{cut}_"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DATE: CreateDate = CreateDate {
        year: 2024,
        month: 3,
        day: 7,
        hour: 9,
        minute: 5,
        second: 1,
        microsecond: 0,
        offset: None,
        epoch: 1_709_802_301,
    };

    fn check(template: &str, message: &str, length: i64, expect: &str) {
        let name = match file_name(template, "abc", message, &DATE, length) {
            Ok(name) => name,
            Err(error) => error.to_string(),
        };
        assert_eq!(name, expect);
    }

    #[test]
    fn slugs_are_cut_after_a_whole_word() {
        let template = "%(rev)s_%(slug)s";
        check(
            template,
            "Add User's e-mail!",
            40,
            "abc_add_user_s_e_mail.py",
        );
        check(template, "some message", 40, "abc_some_message.py");
        check(
            template,
            "this is a really long name that will be cut",
            20,
            "abc_this_is_a_really_.py",
        );
        check(
            template,
            "this_is_a_really_long",
            21,
            "abc_this_is_a_really_long.py",
        );
        check(template, "abcdefghij", 5, "abc_abcde_.py");
        check(template, "Größe ändern", 40, "abc_größe_ändern.py");
        check(template, "", 40, "abc_.py");
        check(template, "a b c d", -2, "abc_a_b_.py");
    }

    #[test]
    fn tokens_take_widths_and_slashes_make_folders() {
        check(
            "%(year)d/%(month).2d/%(day).2d_%(hour).2d%(minute).2d%(second).2d-%(rev)s",
            "x",
            40,
            "2024/03/07_090501-abc.py",
        );
        check("%(epoch)s_%(slug)s%%", "x", 40, "1709802301_x%.py");
        check("%(nope)s", "x", 40, "'nope' in file_template");
    }
}
