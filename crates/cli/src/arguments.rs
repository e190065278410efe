//! What can be typed: Alembic's commands and flags, and a few of our own.

use std::path::PathBuf;

use clap::{ArgAction, Args, Parser, Subcommand};
use clap_complete::Shell;

/// Database migrations for SQLAlchemy projects.
///
/// Runs an Alembic project as it is (alembic.ini, env.py, script.py.mako,
/// versions/*.py) and needs no Python.
#[derive(Debug, Parser)]
#[command(
    name = "limbeck",
    version,
    disable_version_flag = true,
    infer_long_args = true,
    subcommand_required = true,
    arg_required_else_help = false,
    max_term_width = 100,
    after_help = "Run `limbeck COMMAND --help` for what a command takes."
)]
pub struct Arguments {
    /// Flags before the command.
    #[command(flatten)]
    pub global: Global,
    /// The command.
    #[command(subcommand)]
    pub command: Command,
}

/// Flags before the command.
#[derive(Args, Debug)]
pub struct Global {
    /// Print the version, and Alembic's that it follows.
    #[arg(long, action = ArgAction::Version)]
    pub version: Option<bool>,
    /// The configuration: an ini file, a pyproject.toml, or both.
    ///
    /// Without it, the file that ALEMBIC_CONFIG names, or alembic.ini and
    /// pyproject.toml in the current folder.
    #[arg(short, long, value_name = "FILE", action = ArgAction::Append)]
    pub config: Vec<String>,
    /// Section of the ini file: `[NAME]`, or else `[alembic:NAME]`, which
    /// takes from `[alembic]` what it does not set itself.
    #[arg(
        short,
        long,
        value_name = "NAME",
        default_value = "alembic",
        hide_default_value = true
    )]
    pub name: String,
    /// An argument for env.py, such as `-x tenant=a`; may be repeated.
    #[arg(short, value_name = "ARG", action = ArgAction::Append, allow_hyphen_values = true)]
    pub x: Vec<String>,
    /// Let a failure come out as the exception that it is.
    #[arg(long)]
    pub raiseerr: bool,
    /// Print no progress messages.
    #[arg(short, long)]
    pub quiet: bool,
    /// Run without the lock that keeps two runs apart.
    #[arg(long)]
    pub no_lock: bool,
    /// How many seconds a run waits for another one to end.
    #[arg(long, value_name = "SECONDS", default_value_t = 300)]
    pub lock_timeout: u64,
}

/// The commands.
#[derive(Debug, Subcommand)]
#[command(rename_all = "snake_case")]
pub enum Command {
    /// Show the branch points of the history.
    Branches(Verbose),
    /// Compare the models with the database; fail where they differ.
    Check(Check),
    /// Show the revision that the database is at.
    Current(Current),
    /// Undo migrations, back to a revision.
    Downgrade(Migrate),
    /// Open a revision's file in an editor.
    Edit {
        /// The revision, or `current`.
        #[arg(allow_negative_numbers = true)]
        rev: String,
    },
    /// Create the version table, if it is not there.
    EnsureVersion {
        /// Print the SQL, and touch no database.
        #[arg(long)]
        sql: bool,
    },
    /// Show the revisions that no other follows.
    Heads(Heads),
    /// List the revisions, newest first.
    History(History),
    /// Make a new migration environment.
    Init(Init),
    /// List the templates that `init` knows.
    ListTemplates,
    /// Join several revisions into one.
    Merge(Merge),
    /// Run a Python file that uses Alembic's Python API.
    Python {
        /// The file, and the words that it is to find in `sys.argv`.
        #[arg(
            value_name = "FILE",
            required = true,
            num_args = 1..,
            trailing_var_arg = true,
            allow_hyphen_values = true
        )]
        words: Vec<String>,
    },
    /// Write a new revision file.
    Revision(Revision),
    /// Show one revision.
    Show {
        /// The revision, or `current`.
        #[arg(allow_negative_numbers = true)]
        rev: String,
    },
    /// Write a revision into the version table, and run nothing.
    Stamp(Stamp),
    /// Run migrations, up to a revision.
    Upgrade(Migrate),
    /// Print a shell's completions.
    Completions {
        /// The shell.
        shell: Shell,
    },
    /// Print the manual page, for `man -l -`.
    Man {
        /// Write a page for each command into this folder instead.
        #[arg(long, value_name = "FOLDER")]
        folder: Option<PathBuf>,
    },
}

/// `-v`.
#[derive(Args, Debug)]
pub struct Verbose {
    /// Say more.
    #[arg(short, long)]
    pub verbose: bool,
}

/// `upgrade` and `downgrade`.
#[derive(Args, Debug)]
pub struct Migrate {
    /// The revision: an id or the start of one, `head`, `heads`, `base`,
    /// `+2`, `-1`, `label@head`; with --sql also a range `from:to`.
    #[arg(allow_negative_numbers = true)]
    pub revision: String,
    /// Print the SQL, and touch no database.
    #[arg(long)]
    pub sql: bool,
    /// A word that env.py can ask for (`context.get_tag_argument()`).
    #[arg(long)]
    pub tag: Option<String>,
    /// Go on with a revision that stopped half-way, after the statements
    /// that took effect (MySQL).
    #[arg(long)]
    pub resume: bool,
}

/// `check`.
#[derive(Args, Debug)]
pub struct Check {
    /// Print the differences as a JSON array.
    #[arg(long)]
    pub json: bool,
}

/// `current`.
#[derive(Args, Debug)]
pub struct Current {
    /// Fail unless the database is at all heads.
    #[arg(short, long)]
    pub check_heads: bool,
    /// Say more.
    #[arg(short, long)]
    pub verbose: bool,
}

/// `heads`.
#[derive(Args, Debug)]
pub struct Heads {
    /// Say more.
    #[arg(short, long)]
    pub verbose: bool,
    /// Count `depends_on` as a revision's predecessors.
    #[arg(long)]
    pub resolve_dependencies: bool,
}

/// `history`.
#[derive(Args, Debug)]
pub struct History {
    /// A range: `start:end`, `start:` or `:end`.
    #[arg(short, long, value_name = "RANGE", allow_hyphen_values = true)]
    pub rev_range: Option<String>,
    /// Say more.
    #[arg(short, long)]
    pub verbose: bool,
    /// Mark the revision that the database is at.
    #[arg(short, long)]
    pub indicate_current: bool,
}

/// `init`.
#[derive(Args, Debug)]
pub struct Init {
    /// Where the environment goes.
    pub directory: String,
    /// Which template: see `list_templates`.
    #[arg(short, long, default_value = "generic")]
    pub template: String,
    /// Make the folders Python packages.
    #[arg(long)]
    pub package: bool,
}

/// `merge`.
#[derive(Args, Debug)]
pub struct Merge {
    /// The revisions, or `heads` for all heads.
    #[arg(required = true, allow_negative_numbers = true)]
    pub revisions: Vec<String>,
    /// What the revision does, in a few words.
    #[arg(short, long)]
    pub message: Option<String>,
    /// A branch label for the new revision.
    #[arg(long)]
    pub branch_label: Option<String>,
    /// The new revision's id.
    #[arg(long)]
    pub rev_id: Option<String>,
    /// Allow revisions that are not heads.
    #[arg(long)]
    pub splice: bool,
}

/// `revision`.
#[derive(Args, Debug)]
pub struct Revision {
    /// What the revision does, in a few words.
    #[arg(short, long)]
    pub message: Option<String>,
    /// Fill it with what separates the models from the database.
    #[arg(long)]
    pub autogenerate: bool,
    /// Print the SQL, and touch no database.
    #[arg(long)]
    pub sql: bool,
    /// The revision that it follows, or `label@head`.
    #[arg(long, allow_hyphen_values = true)]
    pub head: Option<String>,
    /// Allow a --head that other revisions follow already.
    #[arg(long)]
    pub splice: bool,
    /// A branch label for the new revision.
    #[arg(long)]
    pub branch_label: Option<String>,
    /// Which of the version_locations the file goes into.
    #[arg(long, value_name = "FOLDER")]
    pub version_path: Option<String>,
    /// The new revision's id.
    #[arg(long)]
    pub rev_id: Option<String>,
    /// A revision that must be run before it; may be repeated.
    #[arg(long, action = ArgAction::Append)]
    pub depends_on: Vec<String>,
}

/// `stamp`.
#[derive(Args, Debug)]
pub struct Stamp {
    /// The revisions; `base` empties the table.
    #[arg(required = true, allow_negative_numbers = true)]
    pub revisions: Vec<String>,
    /// Print the SQL, and touch no database.
    #[arg(long)]
    pub sql: bool,
    /// A word that env.py can ask for (`context.get_tag_argument()`).
    #[arg(long)]
    pub tag: Option<String>,
    /// Empty the version table first.
    #[arg(long)]
    pub purge: bool,
}
