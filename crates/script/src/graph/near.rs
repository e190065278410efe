use super::RevisionMap;

/// More would not help.
const MOST: usize = 3;

impl RevisionMap {
    /// Known identifiers and labels that look like `wanted`, best first.
    pub fn near(&self, wanted: &str) -> Vec<String> {
        let wanted = wanted.rsplit('@').next().unwrap_or(wanted);
        let letters: Vec<char> = wanted.chars().collect();
        if letters.is_empty() {
            return Vec::new();
        }
        let allowed = (letters.len() / 4).max(1);
        let mut found: Vec<(usize, &str)> = self
            .keys
            .keys()
            .filter_map(|key| {
                let candidate: Vec<char> = key.chars().collect();
                if letters.len() >= 3 && candidate.starts_with(&letters) {
                    return Some((0, key.as_str()));
                }
                let distance = distance(&letters, &candidate, allowed)?;
                Some((distance, key.as_str()))
            })
            .collect();
        found.sort();
        found
            .into_iter()
            .take(MOST)
            .map(|(_, key)| key.to_string())
            .collect()
    }
}

/// How many letters must be changed, added, dropped or swapped with a
/// neighbour to get from one to the other, if that is at most `allowed`.
fn distance(left: &[char], right: &[char], allowed: usize) -> Option<usize> {
    if left.len().abs_diff(right.len()) > allowed {
        return None;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=right.len()).collect();
    for (row, a) in left.iter().enumerate() {
        let mut current = vec![row + 1];
        for (column, b) in right.iter().enumerate() {
            let mut least = (last[column] + usize::from(a != b))
                .min(last[column + 1] + 1)
                .min(current[column] + 1);
            let swapped = row > 0 && column > 0 && left[row - 1] == *b && right[column - 1] == *a;
            if swapped {
                least = least.min(before[column - 1] + 1);
            }
            current.push(least);
        }
        before = std::mem::replace(&mut last, current);
    }
    last.last().copied().filter(|distance| *distance <= allowed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::Declared;

    fn check(wanted: &str, expect: &[&str]) {
        let declared = |revision: &str| Declared {
            revision: revision.into(),
            ..Declared::default()
        };
        let all = ["27c6a30d7c24", "27c6b1111111", "ae1027a6acf", "feature_x"];
        let map = RevisionMap::new(all.map(declared).to_vec()).unwrap();
        assert_eq!(map.near(wanted), expect, "{wanted}");
    }

    #[test]
    fn what_is_mistyped_or_begun_is_found() {
        check("27c6a30d7c42", &["27c6a30d7c24"]);
        check("27c", &["27c6a30d7c24", "27c6b1111111"]);
        check("feature_y", &["feature_x"]);
        check("x@ae1027a6acc", &["ae1027a6acf"]);
        check("nothing", &[]);
        check("", &[]);
    }
}
