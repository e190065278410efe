//! The order of a new table's columns.

use limbeck_schema::Name;

use crate::Error;

/// Which columns were said to follow each other.
pub(crate) struct Places {
    /// The old table's columns that stay.
    existing: Vec<String>,
    /// One before the other.
    pairs: Vec<(String, String)>,
}

impl Places {
    pub(crate) fn new(existing: Vec<String>) -> Places {
        Places {
            existing,
            pairs: Vec::new(),
        }
    }

    /// A column goes.
    pub(crate) fn remove(&mut self, name: &str) {
        self.existing.retain(|known| known != name);
    }

    /// A column comes. Without a place it comes after the last one.
    pub(crate) fn add(
        &mut self,
        name: &str,
        before: Option<&str>,
        after: Option<&str>,
        is_reordered: bool,
    ) -> Result<(), Error> {
        let mut before = before.map(str::to_owned);
        let mut after = after.map(str::to_owned);
        if !is_reordered {
            if let (Some(after), None) = (&after, &before) {
                before = match self.position(after) {
                    Some(position) => self.existing.get(position + 1).cloned(),
                    None => Some(self.next_to(|(first, _)| first == after, after)?.1),
                };
            }
            if let (Some(before), None) = (&before, &after) {
                after = match self.position(before) {
                    Some(position) => position
                        .checked_sub(1)
                        .and_then(|position| self.existing.get(position))
                        .cloned(),
                    None => Some(self.next_to(|(_, second)| second == before, before)?.0),
                };
            }
        }
        if let Some(before) = &before {
            self.pairs.push((name.to_owned(), before.clone()));
        }
        if let Some(after) = &after {
            self.pairs.push((after.clone(), name.to_owned()));
        }
        if before.is_none()
            && after.is_none()
            && !is_reordered
            && let Some(last) = self.existing.last()
        {
            self.pairs.push((last.clone(), name.to_owned()));
        }
        Ok(())
    }

    fn position(&self, name: &str) -> Option<usize> {
        self.existing.iter().position(|known| known == name)
    }

    /// The last pair of that kind.
    fn next_to(
        &self,
        is_meant: impl Fn(&(String, String)) -> bool,
        name: &str,
    ) -> Result<(String, String), Error> {
        let mut pairs = self.pairs.iter().rev();
        pairs
            .find(|pair| is_meant(pair))
            .cloned()
            .ok_or_else(|| Error::raised("KeyError", name))
    }

    /// All columns in their order; nothing where they keep the one they have.
    pub(crate) fn sorted(
        &self,
        all: &[String],
        reordering: &[Vec<Name>],
    ) -> Result<Option<Vec<String>>, Error> {
        if reordering.is_empty() && self.pairs.is_empty() {
            return Ok(None);
        }
        let mut pairs = self.pairs.clone();
        if reordering.is_empty() {
            let next = self.existing.iter().skip(1);
            pairs.extend(all.iter().cloned().zip(next.cloned()));
        }
        for group in reordering {
            let next = group.iter().skip(1);
            let following = group.iter().zip(next);
            pairs.extend(following.map(|(one, next)| (one.text.clone(), next.text.clone())));
        }
        pairs.retain(|(one, next)| one != next);
        let mut left = all.to_vec();
        let mut sorted = Vec::new();
        while !left.is_empty() {
            let waits = |name: &String| {
                pairs
                    .iter()
                    .any(|(one, next)| next == name && left.contains(one))
            };
            let (later, now): (Vec<String>, Vec<String>) =
                left.iter().cloned().partition(|name| waits(name));
            if now.is_empty() {
                return Err(Error::raised(
                    "CircularDependencyError",
                    "Circular dependency detected.",
                ));
            }
            sorted.extend(now);
            left = later;
        }
        Ok(Some(sorted))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn added_columns_stand_where_they_were_put() {
        let check = |added: &[(&str, Option<&str>, Option<&str>)], expect: &str| {
            let mut all: Vec<String> = ["a", "b", "c"].map(str::to_owned).to_vec();
            let mut places = Places::new(all.clone());
            for (name, before, after) in added {
                places.add(name, *before, *after, false).expect("a place");
                all.push((*name).to_owned());
            }
            let sorted = places.sorted(&all, &[]).expect("no circle");
            assert_eq!(sorted.unwrap_or(all).join(" "), expect, "{added:?}");
        };
        check(&[], "a b c");
        check(&[("x", None, None)], "a b c x");
        check(&[("x", Some("b"), None)], "a x b c");
        check(&[("x", None, Some("a"))], "a x b c");
        check(&[("x", None, Some("c"))], "a b c x");
        check(&[("x", Some("a"), None)], "x a b c");
        check(
            &[("x", Some("b"), None), ("y", None, Some("x"))],
            "a x y b c",
        );
    }

    #[test]
    fn a_circle_and_a_column_that_is_not_there_are_errors() {
        let all: Vec<String> = ["a", "b"].map(str::to_owned).to_vec();
        let mut places = Places::new(all.clone());
        assert!(places.add("x", Some("nope"), None, false).is_err());
        let circle = [vec![Name::new("a"), Name::new("b"), Name::new("a")]];
        assert!(places.sorted(&all, &circle).is_err());
    }
}
