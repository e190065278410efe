use super::{RevisionError, RevisionMap};

/// What a command was given for a revision: nothing (the base), one symbol,
/// or several identifiers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Symbols {
    /// Nothing: before the first revision.
    Base,
    /// One symbol.
    One(String),
    /// Several, as a database has several heads. May be empty.
    Many(Vec<String>),
}

impl From<&str> for Symbols {
    fn from(symbol: &str) -> Self {
        Symbols::One(symbol.into())
    }
}

impl From<&String> for Symbols {
    fn from(symbol: &String) -> Self {
        Symbols::One(symbol.clone())
    }
}

impl From<Option<&str>> for Symbols {
    fn from(symbol: Option<&str>) -> Self {
        symbol.map_or(Symbols::Base, Symbols::from)
    }
}

impl From<&[String]> for Symbols {
    fn from(symbols: &[String]) -> Self {
        Symbols::Many(symbols.to_vec())
    }
}

impl From<&Vec<String>> for Symbols {
    fn from(symbols: &Vec<String>) -> Self {
        Symbols::Many(symbols.clone())
    }
}

impl From<Vec<String>> for Symbols {
    fn from(symbols: Vec<String>) -> Self {
        Symbols::Many(symbols)
    }
}

impl From<&Symbols> for Symbols {
    fn from(symbols: &Symbols) -> Self {
        symbols.clone()
    }
}

impl std::fmt::Display for Symbols {
    /// As Python prints it inside a message.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Symbols::Base => f.write_str("base"),
            Symbols::One(symbol) if symbol.is_empty() => f.write_str("base"),
            Symbols::One(symbol) => f.write_str(symbol),
            Symbols::Many(symbols) => match symbols.as_slice() {
                [] => f.write_str("base"),
                [one] => write!(f, "('{one}',)"),
                _ => write!(f, "('{}')", symbols.join("', '")),
            },
        }
    }
}

impl Symbols {
    /// The symbols as a list; `None` for the base.
    pub fn list(&self) -> Option<Vec<String>> {
        match self {
            Symbols::Base => None,
            Symbols::One(symbol) => Some(vec![symbol.clone()]),
            Symbols::Many(symbols) => Some(symbols.clone()),
        }
    }

    /// The symbol, if it is one.
    pub fn one(&self) -> Option<&str> {
        match self {
            Symbols::One(symbol) => Some(symbol),
            Symbols::Base | Symbols::Many(_) => None,
        }
    }
}

/// Where a symbol leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// To a revision.
    Place(usize),
    /// Exactly to before the first revision.
    Base,
    /// Beyond that.
    Nothing,
}

impl RevisionMap {
    /// The revisions that symbols stand for, as places: none for `base`, all
    /// effective heads for `heads`.
    ///
    /// # Errors
    /// [`RevisionError::Resolution`], [`RevisionError::MultipleHeads`],
    /// [`RevisionError::AmbiguousWalk`], [`RevisionError::NotUsable`].
    pub fn places_of(&self, symbols: &Symbols) -> Result<Vec<usize>, RevisionError> {
        self.found(symbols)?
            .into_iter()
            .map(|found| match found {
                Found::Place(place) => Ok(place),
                Found::Base | Found::Nothing => Err(self.not_usable(symbols)),
            })
            .collect()
    }

    /// As [`RevisionMap::places_of`], with `None` for a symbol that leads to
    /// before the first revision.
    ///
    /// # Errors
    /// As [`RevisionMap::places_of`].
    pub fn places_or_base(&self, symbols: &Symbols) -> Result<Vec<Option<usize>>, RevisionError> {
        let place = |found| match found {
            Found::Place(place) => Some(place),
            Found::Base | Found::Nothing => None,
        };
        Ok(self.found(symbols)?.into_iter().map(place).collect())
    }

    /// The place of the one revision that a symbol stands for; `None` for
    /// `base`, and for `head` when there are no revisions.
    ///
    /// # Errors
    /// [`RevisionError::Resolution`], [`RevisionError::MultipleHeads`].
    pub fn place_of(&self, symbol: Option<&str>) -> Result<Option<usize>, RevisionError> {
        let (ids, label) = self.resolve(symbol)?;
        if ids.len() > 1 {
            return Err(RevisionError::MultipleHeads {
                heads: ids,
                argument: symbol.unwrap_or("None").into(),
            });
        }
        self.place_for_id(ids.first().map(String::as_str), label.as_deref())
    }

    /// The identifiers that a symbol stands for, without a look whether they
    /// exist: `None` for the base.
    ///
    /// # Errors
    /// [`RevisionError::Resolution`] for an unknown branch,
    /// [`RevisionError::MultipleHeads`].
    pub fn revision_numbers(&self, symbol: Option<&str>) -> Result<Vec<String>, RevisionError> {
        Ok(self.resolve(symbol)?.0)
    }

    /// The one head, on a branch if one is named; `None` without revisions.
    ///
    /// # Errors
    /// [`RevisionError::MultipleHeads`], [`RevisionError::Resolution`].
    pub fn current_head(&self, label: Option<&str>) -> Result<Option<String>, RevisionError> {
        let label = label.filter(|label| !label.is_empty());
        let heads = match label {
            Some(label) => self.names_on_lineage(&self.heads, label)?,
            None => self.heads.clone(),
        };
        if heads.len() > 1 {
            return Err(RevisionError::MultipleHeads {
                heads,
                argument: match label {
                    Some(label) => format!("{label}@head"),
                    None => "head".into(),
                },
            });
        }
        Ok(heads.into_iter().next())
    }

    pub(super) fn not_usable(&self, symbols: &Symbols) -> RevisionError {
        RevisionError::NotUsable {
            symbol: match symbols {
                Symbols::Many(symbols) => symbols.join(", "),
                Symbols::Base | Symbols::One(_) => symbols.to_string(),
            },
        }
    }

    pub(super) fn found(&self, symbols: &Symbols) -> Result<Vec<Found>, RevisionError> {
        match symbols {
            Symbols::Base => Ok(Vec::new()),
            Symbols::One(symbol) => self.found_one(symbol),
            Symbols::Many(symbols) => {
                let mut found = Vec::new();
                for symbol in symbols {
                    found.extend(self.found_one(symbol)?);
                }
                Ok(found)
            }
        }
    }

    fn found_one(&self, symbol: &str) -> Result<Vec<Found>, RevisionError> {
        let (ids, label) = self.resolve(Some(symbol))?;
        if let [id] = ids.as_slice()
            && let Some(steps) = negative(id)
        {
            let heads = self.found_one("heads")?;
            let on_branch = |found: &Found| match (found, &label) {
                (_, None) => true,
                (Found::Place(place), Some(label)) => {
                    self.revisions[*place].branch_labels.contains(label)
                }
                (Found::Base | Found::Nothing, Some(_)) => false,
            };
            return heads
                .into_iter()
                .filter(on_branch)
                .map(|head| self.walk(head, steps, None, true))
                .collect();
        }
        ids.iter()
            .map(|id| {
                Ok(match self.place_for_id(Some(id), label.as_deref())? {
                    Some(place) => Found::Place(place),
                    None => Found::Nothing,
                })
            })
            .collect()
    }

    /// Splits off the branch, and replaces the words `heads`, `head`, `base`.
    fn resolve(
        &self,
        symbol: Option<&str>,
    ) -> Result<(Vec<String>, Option<String>), RevisionError> {
        let Some(symbol) = symbol else {
            return Ok((Vec::new(), None));
        };
        let (label, id) = match symbol.split_once('@') {
            Some((label, id)) => (Some(label), id),
            None => (None, symbol),
        };
        let named = label.filter(|label| !label.is_empty());
        let ids = match id {
            "heads" => match named {
                Some(label) => self.names_on_lineage(&self.heads, label)?,
                None => self.real_heads.clone(),
            },
            "head" => self.current_head(label)?.into_iter().collect(),
            "base" => Vec::new(),
            _ => vec![id.to_string()],
        };
        Ok((ids, label.map(str::to_string)))
    }

    /// The revision of an identifier, which may be the beginning of one, on a
    /// branch if one is named.
    pub(super) fn place_for_id(
        &self,
        id: Option<&str>,
        branch: Option<&str>,
    ) -> Result<Option<usize>, RevisionError> {
        let branch = branch.filter(|branch| !branch.is_empty());
        let branch_place = match branch {
            Some(branch) => Some(self.branch_place(branch)?),
            None => None,
        };
        let Some(id) = id else {
            return Ok(None);
        };
        let place = match self.place(id) {
            Some(place) => place,
            None => self.place_for_prefix(id, branch)?,
        };
        if let (Some(branch), Some(branch_place)) = (branch, branch_place)
            && !self.shares_lineage(place, &[branch_place], false)
        {
            let revision = &self.revisions[place].revision;
            return Err(RevisionError::Resolution {
                message: format!("Revision {revision} is not a member of branch '{branch}'"),
                argument: id.into(),
                near: Vec::new(),
            });
        }
        Ok(Some(place))
    }

    /// The revision that a branch is named after: by label, or by itself.
    pub(super) fn branch_place(&self, branch: &str) -> Result<usize, RevisionError> {
        if let Some(place) = self.place(branch) {
            return Ok(place);
        }
        self.place_for_prefix(branch, None)
            .map_err(|error| match error {
                RevisionError::Resolution { near, .. } => RevisionError::Resolution {
                    message: format!("No such branch: '{branch}'"),
                    argument: branch.into(),
                    near,
                },
                error => error,
            })
    }

    fn place_for_prefix(&self, id: &str, branch: Option<&str>) -> Result<usize, RevisionError> {
        let mut names: Vec<String> = self
            .keys
            .keys()
            .filter(|key| key.starts_with(id) && key.chars().nth(3).is_some())
            .filter(|_| !id.is_empty())
            .cloned()
            .collect();
        if let Some(branch) = branch {
            names = self.names_on_lineage(&names, branch)?;
        }
        let message = match names.as_slice() {
            [name] => return Ok(self.keys[name]),
            [] => {
                let advice = if id.chars().count() < 4 {
                    "; please ensure at least four characters are present for partial revision identifier matches"
                } else {
                    ""
                };
                format!("No such revision or branch '{id}'{advice}")
            }
            several => {
                let first: Vec<String> = several
                    .iter()
                    .take(3)
                    .map(|name| format!("'{name}'"))
                    .collect();
                format!(
                    "Multiple revisions start with '{id}': {}...",
                    first.join(", ")
                )
            }
        };
        let near = if names.is_empty() {
            self.near(id)
        } else {
            names.into_iter().take(10).collect()
        };
        Err(RevisionError::Resolution {
            message,
            argument: id.into(),
            near,
        })
    }

    /// Those of `names` whose revision is above or below what `against` means.
    pub(super) fn names_on_lineage(
        &self,
        names: &[String],
        against: &str,
    ) -> Result<Vec<String>, RevisionError> {
        let mut places = Vec::with_capacity(names.len());
        for name in names {
            places.push(self.place_for_id(Some(name), None)?);
        }
        let tests = self.lineage(against, names.is_empty())?;
        let shares = |place: &Option<usize>| match (&tests, place) {
            (None, _) => true,
            (Some(tests), Some(place)) => self.shares_lineage(*place, tests, false),
            (Some(_), None) => false,
        };
        let kept = names.iter().zip(&places).filter(|(_, place)| shares(place));
        Ok(kept.map(|(name, _)| name.clone()).collect())
    }

    /// Those of `places` that are above or below what `against` means, over
    /// dependencies too if asked for.
    ///
    /// # Errors
    /// [`RevisionError::Resolution`], [`RevisionError::MultipleHeads`].
    pub fn filter_for_lineage(
        &self,
        places: &[usize],
        against: &str,
        include_dependencies: bool,
    ) -> Result<Vec<usize>, RevisionError> {
        let Some(tests) = self.lineage(against, places.is_empty())? else {
            return Ok(places.to_vec());
        };
        Ok(places
            .iter()
            .copied()
            .filter(|place| self.shares_lineage(*place, &tests, include_dependencies))
            .collect())
    }

    /// The revisions that a lineage is measured against; `None` for all. They
    /// are not looked up when there is nothing to measure.
    fn lineage(&self, against: &str, nothing: bool) -> Result<Option<Vec<usize>>, RevisionError> {
        let (ids, label) = self.resolve(Some(against))?;
        if nothing {
            return Ok(None);
        }
        let shares: Vec<String> = label
            .into_iter()
            .filter(|label| !label.is_empty())
            .chain(ids)
            .collect();
        if shares.is_empty() {
            return Ok(None);
        }
        let mut places = Vec::new();
        for share in &shares {
            places.extend(self.place_for_id(Some(share), None)?);
        }
        Ok(Some(places))
    }

    fn shares_lineage(&self, place: usize, tests: &[usize], dependencies: bool) -> bool {
        let hit = |places: Vec<usize>| places.iter().any(|place| tests.contains(place));
        hit(self.descendant_places(&[place], dependencies))
            || hit(self.ancestor_places(&[place], dependencies))
    }
}

/// The number, if Python's `int()` reads one and it is below zero.
fn negative(id: &str) -> Option<i64> {
    let digits = id.trim().strip_prefix('-')?;
    let plain = digits.replace('_', "");
    let well_formed = plain.bytes().all(|byte| byte.is_ascii_digit())
        && !plain.is_empty()
        && !digits.starts_with('_')
        && !digits.ends_with('_')
        && !digits.contains("__");
    if !well_formed || plain.bytes().all(|byte| byte == b'0') {
        return None;
    }
    Some(plain.parse::<i64>().map_or(i64::MIN + 1, |number| -number))
}
