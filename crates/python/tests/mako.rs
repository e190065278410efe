//! Templates mean what they mean to Mako; see the first lines of `mako.txt`.

use limbeck_python::printed;

const CASES: &str = include_str!("mako.txt");

/// Renders one template after the other, each in its own `try`.
const PROGRAM: &str = r#"
import re
from mako.template import Template


class config:
    get_main_option = staticmethod(lambda name: "engine1, engine2")


for name, variables, text, expect in CASES:
    try:
        result = Template(text).render(**eval(variables))
    except Exception as error:
        result = "!%s: %s" % (type(error).__name__, error)
    result = re.sub("memory:0x[0-9a-f]+", "memory:0x…", result)
    if result != expect:
        print("%s\n  expected %r\n  rendered %r" % (name, expect, result))
"#;

#[test]
fn every_template_renders_as_it_does_in_mako() {
    let mut cases = String::from("CASES = [\n");
    let mut count = 0;
    for case in CASES.split("==== ").skip(1) {
        let (name, rest) = case.split_once('\n').unwrap();
        let (variables, rest) = rest.split_once("\n---- template\n").unwrap();
        let (template, expect) = rest.split_once("\n---- expect\n").unwrap();
        let expect = expect.strip_suffix('\n').unwrap();
        let quoted = [name, variables, template, expect]
            .map(|part| format!("{:?}", part.replace('␍', "\r")).replace("\\u{", "\\U{"));
        cases += &format!("    ({}),\n", quoted.join(", "));
        count += 1;
    }
    assert!(count > 100, "only {count} cases were found");
    cases += "]\n";
    match printed(&(cases + PROGRAM)) {
        Ok(differences) => assert_eq!(differences, ""),
        Err(exception) => panic!("{}", exception.traceback()),
    }
}

#[test]
fn a_syntax_error_tells_the_line_of_the_template() {
    let error = printed(
        "from mako.template import Template\nTemplate('a\\nb\\n% if x:\\n', filename='t.mako')",
    )
    .unwrap_err();
    assert_eq!(
        error.to_string(),
        "SyntaxException: Unterminated control keyword: 'if' in file 't.mako' at line: 3 char: 1"
    );
}

#[test]
fn the_traceback_of_a_template_names_its_own_lines() {
    let text = printed(
        "from mako.template import Template
template = Template('a\\n% if x:\\n${x.missing}\\n% endif\\n', filename='t.mako')
try:
    template.render(x=1)
except AttributeError as error:
    print(template._describe_error(error))
",
    )
    .unwrap();
    assert!(
        text.contains("  File \"t.mako\", line 3, in render_body\n    ${x.missing}\n"),
        "{text}"
    );
}
