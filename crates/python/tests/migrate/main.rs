//! Commands run on whole projects: ini file, env.py, scripts and a database.

mod environment;
mod postgresql;
mod project;
mod sqlite;
