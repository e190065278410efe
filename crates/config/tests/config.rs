//! Configurations read from files, with what Alembic makes of the same files.

use std::path::Path;

use limbeck_config::{Config, Error, Value};

/// A configuration of files with these texts, whose folder is shown as `DIR`.
fn with(
    ini: Option<&str>,
    toml: Option<&str>,
    section: &str,
    ask: impl Fn(&Config) -> Result<String, Error>,
) -> String {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: Option<&str>| {
        let file = folder.path().join(name);
        if let Some(text) = text {
            std::fs::write(&file, text).unwrap();
        }
        Some(file)
    };
    let ini = write("alembic.ini", ini);
    let config = Config::new(
        ini,
        write("pyproject.toml", toml),
        section,
        Default::default(),
    );
    let answer = match ask(&config) {
        Ok(answer) => answer,
        Err(error) => format!("error: {error}"),
    };
    let warnings: Vec<String> = config
        .take_warnings()
        .into_iter()
        .map(|warning| format!(" (warning: {})", warning.message))
        .collect();
    let text = answer + &warnings.concat();
    text.replace(&folder.path().display().to_string(), "DIR")
}

fn check_list(ini: &str, expect: &str) {
    let text = format!("[alembic]\n{ini}");
    let got = with(Some(&text), None, "alembic", |config| {
        let list = if ini.starts_with("prepend") {
            config.get_prepend_sys_paths_list()?
        } else {
            config.get_version_locations_list()?
        };
        Ok(format!("{list:?}"))
    });
    assert_eq!(got, expect, "{ini}");
}

fn check_toml(toml: &str, name: &str, expect: &str) {
    let text = format!("[tool.alembic]\n{toml}");
    let got = with(None, Some(&text), "alembic", |config| {
        Ok(format!("{:?}", config.get_alembic_option(name)?))
    });
    assert_eq!(got, expect, "{toml}");
}

#[test]
fn lists_are_split_as_path_separator_says() {
    check_list(
        "version_locations=a:b::c\npath_separator=os\n",
        r#"Some(["a", "b", "c"])"#,
    );
    check_list(
        "version_locations=\n  a b\n  c\npath_separator=newline\n",
        r#"Some(["a b", "c"])"#,
    );
    check_list(
        "version_locations=a;b\nversion_path_separator=;\npath_separator=:\n",
        r#"Some(["a;b"])"#,
    );
    check_list(
        "prepend_sys_path= . : x\npath_separator=os\n",
        r#"Some([".", "x"])"#,
    );
    check_list("version_locations=\n", "None");
}

#[test]
fn old_ways_of_splitting_work_and_warn() {
    let locations = "No path_separator found in configuration; falling back to legacy splitting on spaces/commas for version_locations.  Consider adding path_separator=os to Alembic config.";
    let paths = "No path_separator found in configuration; falling back to legacy splitting on spaces, commas, and colons for prepend_sys_path.  Consider adding path_separator=os to Alembic config.";
    check_list(
        "version_locations=a b, c\n",
        &format!(r#"Some(["a", "b", "c"]) (warning: {locations})"#),
    );
    check_list(
        "prepend_sys_path=. a:b\n",
        &format!(r#"Some([".", "a", "b"]) (warning: {paths})"#),
    );
    check_list(
        "prepend_sys_path=. a:b\nversion_path_separator=os\n",
        &format!(r#"Some([".", "a", "b"]) (warning: {paths})"#),
    );
    check_list(
        "version_locations=a;b\nversion_path_separator=;\n",
        r#"Some(["a", "b"]) (warning: The version_path_separator configuration parameter is deprecated; please use path_separator)"#,
    );
    check_list(
        "version_locations=a;b\nversion_path_separator=tab\n",
        "error: 'tab' is not a valid value for version_path_separator; expected 'space', 'newline', 'os', ':', ';'",
    );
}

#[test]
fn toml_values_keep_their_kind_and_refer_to_their_folder() {
    check_toml(
        "a='%(here)s/x%%(rev)s'\n",
        "a",
        r#"Some(Text("DIR/x%(rev)s"))"#,
    );
    check_toml(
        "a=['%(here)s/a','b%%c']\n",
        "a",
        r#"Some(List(["DIR/a", "b%c"]))"#,
    );
    check_toml("a=3\n", "a", "Some(Integer(3))");
    check_toml("a=true\n", "a", "Some(Boolean(true))");
    check_toml(
        "[tool.alembic.a]\nx='%(here)s'\n",
        "a",
        r#"Some(Table({"x": "DIR"}))"#,
    );
    check_toml("b=3\n", "a", "None");
}

#[test]
fn bad_toml_is_told_with_its_place() {
    check_toml(
        "a=1.5\n",
        "a",
        "error: unsupported TOML value type for key: 'a'",
    );
    check_toml(
        "a='%(nope)s'\n",
        "a",
        "error: 'nope' in the TOML value for key: 'a'",
    );
    check_toml(
        "a='100%'\n",
        "a",
        "error: incomplete format in the TOML value for key: 'a'",
    );
    let ask = |config: &Config| Ok(format!("{:?}", config.get_alembic_option("a")?));
    assert_eq!(
        with(None, Some("[tool]\nalembic=3\n"), "alembic", ask),
        "error: Incorrect TOML format"
    );
    assert_eq!(
        with(None, Some("tool=3\n"), "alembic", ask),
        "error: Incorrect TOML format"
    );
    let secret = with(
        None,
        Some("[tool.alembic]\nurl = pg://u:hunter2@h\n"),
        "alembic",
        ask,
    );
    assert!(
        secret.starts_with("error: DIR/pyproject.toml is not valid TOML: "),
        "{secret}"
    );
    assert!(secret.ends_with("(at line 2, column 7)"), "{secret}");
    assert!(!secret.contains("hunter2"), "{secret}");
}

#[test]
fn the_ini_file_comes_before_the_toml_file() {
    let ask = |config: &Config| Ok(format!("{:?}", config.get_alembic_option("a")?));
    let got = with(
        Some("[alembic]\na=ini\n"),
        Some("[tool.alembic]\na='toml'\n"),
        "alembic",
        ask,
    );
    assert_eq!(got, r#"Some(Text("ini"))"#);
}

#[test]
fn a_boolean_is_the_word_true_or_a_toml_boolean() {
    let ask = |config: &Config| Ok(config.get_alembic_boolean_option("sourceless")?.to_string());
    let ini = |text: &str| with(Some(&format!("[alembic]\n{text}")), None, "alembic", ask);
    assert_eq!(ini("sourceless=true\n"), "true");
    assert_eq!(ini("sourceless=True\n"), "false");
    assert_eq!(ini(""), "false");
    let toml = |text: &str| {
        with(
            None,
            Some(&format!("[tool.alembic]\n{text}")),
            "alembic",
            ask,
        )
    };
    assert_eq!(toml("sourceless=true\n"), "true");
    let expected = "error: boolean value expected for TOML parameter 'sourceless'";
    assert_eq!(toml("sourceless='true'\n"), expected);
    assert_eq!(toml("sourceless=1.5\n"), expected);
}

#[test]
fn write_hooks_come_from_the_ini_file_or_else_from_toml() {
    let ask = |config: &Config| {
        let hooks = config.get_hooks_list()?;
        let text = |hook: &limbeck_config::Hook| format!("{}{:?}", hook.name, hook.options);
        Ok(hooks.iter().map(text).collect::<Vec<_>>().join(" "))
    };
    let ini = "[post_write_hooks]\nhooks=a, b  c\na.type=exec\na.Executable=X\nb.c.d=1\n";
    assert_eq!(
        with(Some(ini), None, "alembic", ask),
        r#"a{"type": "exec", "executable": "X"} b{"c.d": "1"} c{}"#
    );
    let toml = "[[tool.alembic.post_write_hooks]]\nname='x'\noptions='%(here)s'\n";
    assert_eq!(
        with(None, Some(toml), "alembic", ask),
        r#"x{"options": "DIR"}"#
    );
    assert_eq!(
        with(Some("[post_write_hooks]\n"), Some(toml), "alembic", ask),
        ""
    );
    let nameless = "[[tool.alembic.post_write_hooks]]\ntype='exec'\n";
    assert_eq!(
        with(None, Some(nameless), "alembic", ask),
        "error: a [[tool.alembic.post_write_hooks]] table has no 'name'"
    );
}

#[test]
fn a_missing_file_or_section_is_named() {
    let ask = |config: &Config| Ok(format!("{:?}", config.get_main_option("a")?));
    let expect =
        "error: No config file 'DIR/alembic.ini' found, or file has no '[alembic]' section";
    assert_eq!(with(None, None, "alembic", ask), expect);
    assert_eq!(with(Some("[x]\n"), None, "alembic", ask), expect);
    assert_eq!(with(Some("[x]\na=1\n"), None, "x", ask), r#"Some("1")"#);
    let error = Config::in_memory()
        .get_section_option("zz", "a")
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "No config file None found, or file has no '[zz]' section"
    );
}

#[test]
fn a_section_of_alembic_takes_what_it_does_not_set() {
    let ini = "[alembic]\nscript_location = %(here)s/db\nurl = %(kind)s://one\nkind = pg\n\
               [alembic:prod]\nurl = %(kind)s://two\n[other]\nurl = three\n[alembic:other]\nurl = four\n";
    let ask = |config: &Config| {
        let option = |name| config.get_main_option(name).map(Option::unwrap_or_default);
        Ok(format!("{} {}", option("url")?, option("script_location")?))
    };
    assert_eq!(with(Some(ini), None, "alembic", ask), "pg://one DIR/db");
    assert_eq!(with(Some(ini), None, "prod", ask), "pg://two DIR/db");
    // A section of that very name is taken as it is.
    assert_eq!(with(Some(ini), None, "other", ask), "three ");
    assert_eq!(
        with(Some(ini), None, "alembic:prod", |config| {
            config
                .get_section("alembic:prod")
                .map(|section| section.unwrap_or_default().len().to_string())
        }),
        "error: Bad value substitution: option 'url' in section 'alembic:prod' contains an interpolation key 'kind' which is not a valid option name. Raw value: '%(kind)s://***'"
    );
}

#[test]
fn options_can_be_set_while_others_hold_the_configuration() {
    let config = Config::in_memory();
    config
        .set_main_option("sqlalchemy.url", "sqlite:///%(here)s/x%%y")
        .unwrap();
    assert_eq!(
        config.get_main_option("SQLAlchemy.URL").unwrap().as_deref(),
        Some("sqlite:///./x%y")
    );
    config.set_section_option("s", "A", "1").unwrap();
    let section = config.get_section("s").unwrap().unwrap();
    assert_eq!(
        section.into_iter().collect::<Vec<_>>(),
        [("here".into(), ".".into()), ("a".into(), "1".into())]
    );
    assert_eq!(config.get_section("nope"), Ok(None));
    config.remove_main_option("sqlalchemy.url").unwrap();
    assert_eq!(config.get_main_option("sqlalchemy.url"), Ok(None));
    assert_eq!(
        config.set_section_option("DEFAULT", "a", "1"),
        Err(Error::ReservedSection)
    );
    let error = config
        .set_main_option("url", "pg://u:hunter%2@h")
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "invalid interpolation syntax in 'pg://u:***@h' at position 13"
    );
}

#[test]
fn files_that_are_not_text_are_errors_that_name_them() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("alembic.ini");
    std::fs::write(&file, b"[alembic]\nname = \xff\n").unwrap();
    let config = Config::new(Some(file.clone()), None, "alembic", Default::default());
    assert_eq!(
        config.get_main_option("name"),
        Err(Error::NotUtf8 {
            file,
            offset: 17,
            line: 2
        })
    );
    let config = Config::new(
        Some(folder.path().into()),
        None,
        "alembic",
        Default::default(),
    );
    let error = config.get_main_option("name").unwrap_err();
    assert!(matches!(error, Error::Unreadable { .. }), "{error}");
}

#[test]
fn truth_is_read_from_words_and_from_toml() {
    let ask = |config: &Config| Ok(config.boolean_option("revision_environment")?.to_string());
    let ini = |word: &str| {
        with(
            Some(&format!("[alembic]\nrevision_environment={word}\n")),
            None,
            "alembic",
            ask,
        )
    };
    assert_eq!(ini("On"), "true");
    assert_eq!(ini("no"), "false");
    assert_eq!(ini("maybe"), "error: String is not true/false: 'maybe'");
    assert_eq!(
        with(
            None,
            Some("[tool.alembic]\nrevision_environment=true\n"),
            "alembic",
            ask
        ),
        "true"
    );
    let config = Config::in_memory();
    assert_eq!(config.boolean_option("revision_environment"), Ok(false));
    assert_eq!(config.config_file_name(), None::<&Path>);
    assert_eq!(config.get_alembic_option("x"), Ok(None::<Value>));
}
