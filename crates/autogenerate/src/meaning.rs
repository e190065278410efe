//! What pieces of SQL mean to the database.

use std::collections::HashMap;

use limbeck_dialect::change;
use limbeck_dialect::same::{self, Piece, Rewritten, Scratch};
use limbeck_dialect::{Catalog, Dialect};
use limbeck_schema::{SqlType, Table};

use crate::compare::Error;

/// Where a piece of SQL stands, in a reflected table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Place {
    /// The default of the column at that position.
    Default(usize),
    /// The expression of the generated column at that position.
    Computed(usize),
    /// A condition.
    Condition,
    /// Anywhere else.
    Value,
}

/// Whether two pieces of SQL mean the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sameness {
    /// They do.
    Same,
    /// They do not.
    Different,
    /// It cannot be told.
    Unknown,
}

/// What the database answered, by reflected table, place and SQL.
#[derive(Default)]
pub(crate) struct Meanings {
    answers: HashMap<(usize, Place), HashMap<String, Option<Rewritten>>>,
    /// Whether the database keeps SQL as it was written, so that other words
    /// are another meaning.
    verbatim: bool,
}

/// The questions for one reflected table.
#[derive(Default)]
pub(crate) struct Questions {
    pieces: Vec<(Place, String)>,
}

impl Questions {
    /// Asks for two pieces of SQL, unless they are clearly the same.
    pub(crate) fn pair(&mut self, place: Place, declared: &str, reflected: &str) {
        if same::outline(declared) != same::outline(reflected) {
            self.one(place, declared.to_owned());
            self.one(place, reflected.to_owned());
        }
    }

    /// Asks for a piece of SQL.
    pub(crate) fn one(&mut self, place: Place, sql: String) {
        self.pieces.push((place, sql));
    }
}

impl Meanings {
    /// Asks the database all questions at once. Each is for the reflected
    /// table at that position, and as if the changes were made.
    pub(crate) fn ask(
        dialect: &dyn Dialect,
        changes: &[String],
        tables: Vec<(usize, &Table, Questions)>,
        catalog: Option<&dyn Catalog>,
    ) -> Result<Meanings, Error> {
        let mut meanings = Meanings {
            verbatim: dialect.name() == "sqlite",
            ..Meanings::default()
        };
        let Some(catalog) = catalog.filter(|_| !meanings.verbatim) else {
            return Ok(meanings);
        };
        let mut asked = Vec::new();
        for (position, table, questions) in &tables {
            if questions.pieces.is_empty() {
                continue;
            }
            let mut places = HashMap::new();
            let mut columns = Vec::new();
            for (place, column) in table.columns.iter().enumerate() {
                if column.sql_type == SqlType::Null {
                    continue;
                }
                let Ok(sql_type) = dialect.spell_type(&column.sql_type) else {
                    continue;
                };
                places.insert(place, columns.len());
                columns.push((column.name.as_str(), sql_type));
            }
            let mut keys = Vec::new();
            let mut pieces = Vec::new();
            for (place, sql) in &questions.pieces {
                let piece = match place {
                    Place::Default(column) => places.get(column).map(|column| Piece::Default {
                        column: *column,
                        sql,
                    }),
                    Place::Computed(column) => places.get(column).map(|column| Piece::Computed {
                        column: *column,
                        sql,
                    }),
                    Place::Condition => Some(Piece::Condition(sql)),
                    Place::Value => Some(Piece::Value(sql)),
                };
                if let Some(piece) = piece {
                    keys.push((*position, *place, sql));
                    pieces.push(piece);
                }
            }
            asked.push((
                keys,
                Scratch {
                    name: table.name.name.as_str(),
                    columns,
                    pieces,
                },
            ));
        }
        let (keys, scratches): (Vec<_>, Vec<_>) = asked.into_iter().unzip();
        let answers = same::rewrite(dialect, changes, &scratches, catalog)?;
        for (keys, answers) in keys.into_iter().zip(answers) {
            for ((position, place, sql), mut answer) in keys.into_iter().zip(answers) {
                // As the reflected side is spelled.
                if let Some(answer) = &mut answer {
                    answer.pretty = change::rereadable(dialect, &answer.pretty);
                }
                meanings
                    .answers
                    .entry((position, place))
                    .or_default()
                    .insert(sql.clone(), answer);
            }
        }
        Ok(meanings)
    }

    fn answer(&self, table: usize, place: Place, sql: &str) -> Option<&Rewritten> {
        self.answers.get(&(table, place))?.get(sql)?.as_ref()
    }

    /// Whether a declared and a reflected piece of SQL mean the same at that
    /// place of the reflected table.
    pub(crate) fn same(
        &self,
        table: usize,
        place: Place,
        declared: &str,
        reflected: &str,
    ) -> Sameness {
        let outlined = |text: &str| same::outline(&change::without_traces(text));
        let outline = outlined(reflected);
        if outlined(declared) == outline {
            return Sameness::Same;
        }
        if self.verbatim {
            return Sameness::Different;
        }
        let Some(declared) = self.answer(table, place, declared) else {
            return Sameness::Unknown;
        };
        let spellings = [&declared.plain, &declared.pretty];
        if spellings.iter().any(|text| outlined(text) == outline) {
            return Sameness::Same;
        }
        let literal = |text: &str| match place {
            Place::Default(_) => same::string_literal(text),
            Place::Computed(_) | Place::Condition | Place::Value => None,
        };
        let constant = literal(&declared.plain);
        if constant.is_some() && constant == literal(reflected) {
            return Sameness::Same;
        }
        match self.answer(table, place, reflected) {
            Some(reflected) if outlined(&declared.plain) == outlined(&reflected.plain) => {
                Sameness::Same
            }
            Some(_) => Sameness::Different,
            None => Sameness::Unknown,
        }
    }
}
