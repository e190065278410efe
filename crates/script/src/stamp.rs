use crate::catch::Catch;
use crate::{Error, ScriptDirectory, Symbols};

/// One move of the version table's rows without running anything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StampMove {
    /// The heads that are left.
    pub from: Vec<String>,
    /// The heads that are reached.
    pub to: Vec<String>,
    /// Whether the move goes up.
    pub is_upgrade: bool,
    /// Whether rows appear or disappear instead of changing.
    pub branch_move: bool,
}

impl ScriptDirectory {
    /// The moves that lead from `heads` to the revisions of `symbols`; none
    /// or `base` means that the heads on its branch go.
    ///
    /// # Errors
    /// [`Error::NoSuchRevision`], [`Error::MultipleHeads`].
    pub fn stamp_moves(
        &self,
        symbols: &[String],
        heads: &[String],
    ) -> Result<Vec<StampMove>, Error> {
        let catch = Catch {
            multiple_heads: Some(
                "Multiple heads are present; please specify a single target revision",
            ),
            ..Catch::default()
        };
        let history = self.history_with(&catch)?;
        let map = &history.map;
        let worded = |error| catch.error(error);
        // The heads are asked for first, with the words of a plain question.
        let plain = Catch::default();
        let current = map
            .places_of(&Symbols::from(heads))
            .map_err(|error| plain.error(error))?;

        let base = ["base".to_string()];
        let symbols = if symbols.is_empty() { &base } else { symbols };
        let mut filtered: Vec<usize> = Vec::new();
        for symbol in symbols.iter().filter(|symbol| !symbol.is_empty()) {
            for head in map
                .filter_for_lineage(&current, symbol, true)
                .map_err(worded)?
            {
                if !filtered.contains(&head) {
                    filtered.push(head);
                }
            }
        }
        let name = |place: usize| {
            map.at(place)
                .map(|at| at.revision.clone())
                .unwrap_or_default()
        };
        let names: Vec<String> = filtered.iter().map(|place| name(*place)).collect();
        let destinations = map
            .places_or_base(&Symbols::from(symbols))
            .map_err(|error| plain.error(error))?;
        let destinations = match destinations.as_slice() {
            [] => &[None],
            some => some,
        };
        let mut moves = Vec::new();
        for destination in destinations {
            let Some(destination) = *destination else {
                // The base: every head goes.
                moves.extend(names.iter().map(|head| StampMove {
                    from: vec![head.clone()],
                    to: Vec::new(),
                    is_upgrade: false,
                    branch_move: true,
                }));
                continue;
            };
            if filtered.contains(&destination) {
                continue;
            }
            let to = vec![name(destination)];
            let above = map.descendants(&to, true).map_err(worded)?;
            let below = map.ancestors(&to, true).map_err(worded)?;
            let heads_above = names.iter().any(|head| above.contains(head));
            let heads_below = names.iter().any(|head| below.contains(head));
            moves.push(if heads_above || heads_below {
                StampMove {
                    from: names.clone(),
                    to,
                    is_upgrade: !heads_above,
                    branch_move: false,
                }
            } else {
                StampMove {
                    from: Vec::new(),
                    to,
                    is_upgrade: true,
                    branch_move: true,
                }
            });
        }
        Ok(moves)
    }
}
