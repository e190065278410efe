//! Nodes of a template → the Python that renders it.
//!
//! The Python runs with the template's variables as globals. Each `<%def>` and
//! each named `<%block>` becomes a function; the rest becomes `__M_body`.

use super::{
    filter::{self, Filtering},
    fragment::{
        arguments_as_call, assigned, quoted, split_commas, split_control, split_for, without_margin,
    },
    node::{Failure, Kind, Node, Position, Tag},
    tag,
};

/// A template as Python.
#[derive(Debug, Default)]
pub(crate) struct Translation {
    /// The source of a module.
    pub(crate) source: String,
    /// The template's line of each line of the source.
    pub(crate) lines: Vec<usize>,
    /// The names of the functions that are defs and blocks.
    pub(crate) exports: Vec<String>,
}

/// Translates a template.
pub(crate) fn translate(nodes: &[Node]) -> Result<Translation, Failure> {
    tag::validate(nodes)?;
    let mut writer = Writer {
        output: Translation::default(),
        indent: 0,
        page_filters: Vec::new(),
        calls: 0,
    };
    writer.template(nodes)?;
    Ok(writer.output)
}

struct Writer {
    output: Translation,
    indent: usize,
    /// The filters of `<%page expression_filter=…>`.
    page_filters: Vec<String>,
    /// How many calls with content were written.
    calls: usize,
}

/// A function to be written.
struct Function<'a> {
    name: &'a str,
    arguments: &'a str,
    filtering: Filtering,
    nodes: &'a [Node],
    position: Position,
    scope: Scope,
}

/// Where a piece of a template is rendered.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Scope {
    /// The template itself: the defs see what its code assigns.
    Body,
    /// A def or block at the top.
    Top,
    /// A function inside of another.
    Inner,
}

impl Writer {
    /// Writes a statement, which may have several lines.
    fn line(&mut self, text: &str, position: Position) {
        let indent = "    ".repeat(self.indent);
        for (offset, part) in text.split('\n').enumerate() {
            if offset == 0 {
                self.output.source += &indent;
            }
            self.output.source += part;
            self.output.source.push('\n');
            self.output.lines.push(position.line + offset);
        }
    }

    fn template(&mut self, nodes: &[Node]) -> Result<(), Failure> {
        let mut page = ("", Position { line: 1, column: 1 });
        for node in nodes {
            match &node.kind {
                Kind::Code { text, module: true } => self.code(text, node.position),
                Kind::Tag(tag) if tag.keyword == "page" => {
                    page = (tag.attribute("args").unwrap_or_default(), node.position);
                    let filters = tag.attribute("expression_filter").unwrap_or_default();
                    self.page_filters = split_commas(filters);
                }
                _ => {}
            }
        }
        for node in nodes {
            if let Kind::Tag(tag) = &node.kind
                && tag.keyword == "def"
            {
                let name = tag::function(tag, node.position)?.name;
                self.output.exports.push(name);
                self.definition(tag, node.position, Scope::Top)?;
            }
        }
        self.named_blocks(nodes)?;
        for node in nodes {
            match &node.kind {
                Kind::Tag(tag) if tag.keyword == "namespace" => {
                    self.namespace(tag, node.position)?
                }
                Kind::Tag(tag) if tag.keyword == "inherit" => {
                    let file = tag::value(tag, "file", node.position)?;
                    self.line(
                        &format!("__M_runtime._inherit_from(context, {file})"),
                        node.position,
                    );
                }
                _ => {}
            }
        }
        let (arguments, position) = page;
        let arguments = with_page_arguments(arguments, position)?;
        self.function(Function {
            name: "__M_body",
            arguments: &arguments,
            filtering: Filtering::default(),
            nodes,
            position,
            scope: Scope::Body,
        })
    }

    /// Writes the named blocks, which are functions wherever they stand.
    fn named_blocks(&mut self, nodes: &[Node]) -> Result<(), Failure> {
        for node in nodes {
            let Kind::Tag(tag) = &node.kind else { continue };
            match (tag.keyword.as_str(), tag.attribute("name")) {
                ("def", _) => continue,
                ("block", Some(name)) => {
                    if self.output.exports.iter().any(|known| known == name) {
                        let message = format!(
                            "%def or %block named '{name}' already exists in this template."
                        );
                        return Err(Failure::compile(message, node.position));
                    }
                    self.output.exports.push(name.to_owned());
                    let arguments = tag.attribute("args").unwrap_or_default();
                    let arguments = with_page_arguments(arguments, node.position)?;
                    self.decorator(tag, node.position);
                    self.function(Function {
                        name,
                        arguments: &arguments,
                        filtering: Filtering::of(tag),
                        nodes: &tag.nodes,
                        position: node.position,
                        scope: Scope::Top,
                    })?;
                }
                (keyword, _) if keyword == "call" || keyword.contains(':') => {
                    refuse_named_blocks(&tag.nodes, "inside of <%call> tag")?;
                    continue;
                }
                _ => {}
            }
            self.named_blocks(&tag.nodes)?;
        }
        Ok(())
    }

    fn decorator(&mut self, tag: &Tag, position: Position) {
        if let Some(decorator) = tag.attribute("decorator") {
            self.line(
                &format!("@__M_runtime._decorate(context, {decorator})"),
                position,
            );
        }
    }

    fn definition(&mut self, tag: &Tag, position: Position, scope: Scope) -> Result<(), Failure> {
        let tag::Function { name, arguments } = tag::function(tag, position)?;
        refuse_named_blocks(&tag.nodes, &format!("inside of def '{name}'"))?;
        self.decorator(tag, position);
        self.function(Function {
            name: &name,
            arguments: &arguments,
            filtering: Filtering::of(tag),
            nodes: &tag.nodes,
            position,
            scope,
        })
    }

    /// Writes the defs inside of a function, before anything calls them.
    fn inner_definitions(&mut self, nodes: &[Node]) -> Result<Vec<String>, Failure> {
        let mut names = Vec::new();
        for node in nodes {
            if let Kind::Tag(tag) = &node.kind
                && tag.keyword == "def"
            {
                names.push(tag::function(tag, node.position)?.name);
                self.definition(tag, node.position, Scope::Inner)?;
            }
        }
        Ok(names)
    }

    fn function(&mut self, function: Function<'_>) -> Result<(), Failure> {
        let Function {
            name,
            arguments,
            filtering,
            nodes,
            position,
            scope,
        } = function;
        if filtering.cached {
            let line = format!(
                "@__M_runtime._cached(context, {})",
                python(filtering.buffered)
            );
            self.line(&line, position);
        }
        self.line(&format!("def {name}({arguments}):"), position);
        self.indent += 1;
        self.line("__M_caller = context.caller_stack._push_frame()", position);
        if filtering.captures() {
            self.line("context._push_buffer()", position);
        }
        self.line("try:", position);
        self.indent += 1;
        if scope != Scope::Inner && nodes.iter().any(mentions_loop) {
            self.line("loop = __M_loop = __M_runtime.LoopStack()", position);
        } else if scope == Scope::Inner && has_own_loop(nodes) {
            self.line("loop = __M_loop._top", position);
        }
        if scope != Scope::Body {
            self.inner_definitions(nodes)?;
        }
        self.nodes(nodes, scope)?;
        if !filtering.captures() {
            self.line("return ''", position);
        } else {
            self.line("pass", position);
        }
        self.indent -= 1;
        self.line("finally:", position);
        self.indent += 1;
        if filtering.captures() {
            self.line("__M_text = context._pop_buffer().getvalue()", position);
        }
        self.line("context.caller_stack._pop_frame()", position);
        self.indent -= 1;
        if filtering.captures() {
            let text = filter::apply(&filtering.filters, "__M_text");
            if filtering.buffered || filtering.cached {
                self.line(&format!("return {text}"), position);
            } else {
                self.line(&format!("context.write({text})"), position);
                self.line("return ''", position);
            }
        }
        self.indent -= 1;
        Ok(())
    }

    fn nodes(&mut self, nodes: &[Node], scope: Scope) -> Result<(), Failure> {
        let outer = self.indent;
        // For each open control line, whether its `for` keeps a `loop`.
        let mut open = Vec::new();
        for (index, node) in nodes.iter().enumerate() {
            let position = node.position;
            match &node.kind {
                Kind::Text(text) => {
                    self.line(&format!("context.write({})", quoted(text)), position);
                }
                Kind::Expression { text, escapes } => {
                    let value = filter::expression(escapes, &self.page_filters, text);
                    self.line(&format!("context.write({value})"), position);
                }
                Kind::Control { end: true, .. } => {
                    self.indent = self.indent.saturating_sub(1);
                    if open.pop() == Some(true) {
                        self.indent = self.indent.saturating_sub(1);
                        self.line("finally:", position);
                        self.indent += 1;
                        self.line("loop = __M_loop._exit()", position);
                        self.indent -= 1;
                    }
                }
                Kind::Control { keyword, text, .. } => {
                    if matches!(keyword.as_str(), "elif" | "else" | "except") {
                        self.indent = self.indent.saturating_sub(1);
                    } else {
                        open.push(false);
                    }
                    let statement = split_control(text).map_or(text.as_str(), |(_, line)| line);
                    let mut statement = statement.to_owned();
                    if keyword == "for"
                        && loop_body(&nodes[index + 1..]).iter().any(mentions_loop)
                        && let Some((target, iterable)) = split_for(text)
                    {
                        self.line(&format!("loop = __M_loop._enter({iterable})"), position);
                        self.line("try:", position);
                        self.indent += 1;
                        statement = format!("for {target} in loop:");
                        if let Some(last) = open.last_mut() {
                            *last = true;
                        }
                    }
                    self.line(&statement, position);
                    self.indent += 1;
                    self.line("pass", position);
                }
                Kind::Code { module: true, .. } => {}
                Kind::Code { text, .. } => {
                    self.code(text, position);
                    if scope == Scope::Body {
                        self.export(text, position);
                    }
                }
                Kind::Tag(tag) => self.tag(tag, position, scope)?,
            }
        }
        self.indent = outer;
        Ok(())
    }

    /// Writes a block of Python at the current indentation.
    fn code(&mut self, text: &str, position: Position) {
        let indent = "    ".repeat(self.indent);
        for (offset, (line, verbatim)) in without_margin(text).iter().enumerate() {
            if !verbatim && !line.is_empty() {
                self.output.source += &indent;
            }
            self.output.source += line;
            self.output.source.push('\n');
            self.output.lines.push(position.line + offset);
        }
    }

    /// Lets the defs see what a block of the template has assigned.
    fn export(&mut self, text: &str, position: Position) {
        let lines: Vec<_> = without_margin(text)
            .into_iter()
            .map(|(line, _)| line)
            .collect();
        let names: Vec<_> = assigned(&lines.join("\n"))
            .iter()
            .map(|name| quoted(name))
            .collect();
        if !names.is_empty() {
            let line = format!(
                "__M_runtime._export(globals(), locals(), [{}])",
                names.join(", ")
            );
            self.line(&line, position);
        }
    }

    fn tag(&mut self, tag: &Tag, position: Position, scope: Scope) -> Result<(), Failure> {
        match tag.keyword.as_str() {
            "block" => match tag.attribute("name") {
                Some(name) => {
                    let mut passed =
                        arguments_as_call(tag.attribute("args").unwrap_or_default(), position)?;
                    passed.push("**pageargs".to_owned());
                    let line = format!("context['self'].{name}({})", passed.join(", "));
                    self.line(&line, position);
                }
                None => {
                    let name = format!("__M_anon_{}", position.line);
                    self.decorator(tag, position);
                    self.function(Function {
                        name: &name,
                        arguments: "",
                        filtering: Filtering::of(tag),
                        nodes: &tag.nodes,
                        position,
                        scope: Scope::Inner,
                    })?;
                    self.line(&format!("{name}()"), position);
                }
            },
            "text" => {
                let filters = split_commas(tag.attribute("filter").unwrap_or_default());
                if filters.is_empty() {
                    return self.nodes(&tag.nodes, scope);
                }
                self.line("context._push_buffer()", position);
                self.line("try:", position);
                self.indent += 1;
                self.nodes(&tag.nodes, scope)?;
                self.line("pass", position);
                self.indent -= 1;
                self.line("finally:", position);
                self.indent += 1;
                self.line("__M_text = context._pop_buffer().getvalue()", position);
                let text = filter::apply(&filters, "__M_text");
                self.line(&format!("context.write({text})"), position);
                self.indent -= 1;
            }
            "include" => {
                let file = tag::value(tag, "file", position)?;
                self.line(
                    &format!("__M_runtime._include_file(context, {file})"),
                    position,
                );
            }
            "def" | "namespace" | "page" | "inherit" => {}
            _ => self.call(tag, position)?,
        }
        Ok(())
    }

    /// `<%call expr="f()">content</%call>` and `<%namespace:f>content</…>`.
    fn call(&mut self, tag: &Tag, position: Position) -> Result<(), Failure> {
        self.calls += 1;
        let name = format!("__M_call_{}", self.calls);
        self.line(&format!("def {name}(__M_outer):"), position);
        self.indent += 1;
        let mut callables = vec!["body".to_owned()];
        callables.extend(self.inner_definitions(&tag.nodes)?);
        let arguments = tag.attribute("args").unwrap_or_default();
        self.line(&format!("def body({arguments}):"), position);
        self.indent += 1;
        self.line("caller = __M_outer", position);
        if has_own_loop(&tag.nodes) {
            self.line("loop = __M_loop._top", position);
        }
        self.nodes(&tag.nodes, Scope::Inner)?;
        self.line("return ''", position);
        self.indent -= 1;
        self.line(&format!("return [{}]", callables.join(", ")), position);
        self.indent -= 1;
        let line = format!(
            "context.caller_stack.nextcaller = \
             __M_runtime.Namespace('caller', context, callables={name}(__M_caller))"
        );
        self.line(&line, position);
        self.line("try:", position);
        self.indent += 1;
        let expression = tag::call_expression(tag, position)?;
        let value = filter::expression("", &self.page_filters, &expression);
        self.line(&format!("context.write({value})"), position);
        self.indent -= 1;
        self.line("finally:", position);
        self.indent += 1;
        self.line("context.caller_stack.nextcaller = None", position);
        self.indent -= 1;
        Ok(())
    }

    fn namespace(&mut self, tag: &Tag, position: Position) -> Result<(), Failure> {
        self.line("def __M_callables():", position);
        self.indent += 1;
        if let Some(node) = tag.nodes.iter().find(|node| {
            matches!(&node.kind, Kind::Tag(tag) if tag.keyword == "block" && tag.attribute("name").is_none())
        }) {
            let message = "Can't put anonymous blocks inside <%namespace>";
            return Err(Failure::compile(message, node.position));
        }
        let names = self.inner_definitions(&tag.nodes)?;
        self.line(&format!("return [{}]", names.join(", ")), position);
        self.indent -= 1;
        let name = tag.attribute("name");
        let optional = |key: &str| match tag.attribute(key) {
            Some(_) => tag::value(tag, key, position),
            None => Ok("None".to_owned()),
        };
        let line = format!(
            "__M_namespace = __M_runtime._namespace(context, {}, __M_callables(), {}, {})",
            quoted(name.unwrap_or("__anon")),
            optional("file")?,
            tag.attribute("module").map_or("None".to_owned(), quoted),
        );
        self.line(&line, position);
        if let Some(name) = name {
            self.line(&format!("{name} = __M_namespace"), position);
            if tag::is_true(tag, "inheritable") {
                self.line(&format!("context['self'].{name} = __M_namespace"), position);
            }
        }
        if let Some(imports) = tag.attribute("import") {
            let names: Vec<_> = split_commas(imports)
                .iter()
                .map(|name| quoted(name))
                .collect();
            let line = format!("__M_namespace._populate(globals(), [{}])", names.join(", "));
            self.line(&line, position);
        }
        Ok(())
    }
}

/// The arguments of a page or a named block, which takes all others too.
fn with_page_arguments(arguments: &str, position: Position) -> Result<String, Failure> {
    let passed = arguments_as_call(arguments, position)?;
    Ok(if passed.iter().any(|name| name.starts_with("**")) {
        arguments.to_owned()
    } else if passed.is_empty() {
        "**pageargs".to_owned()
    } else {
        format!("{}, **pageargs", arguments.trim_end().trim_end_matches(','))
    })
}

fn refuse_named_blocks(nodes: &[Node], place: &str) -> Result<(), Failure> {
    for node in nodes {
        let Kind::Tag(tag) = &node.kind else { continue };
        if tag.keyword == "block"
            && let Some(name) = tag.attribute("name")
        {
            let message = format!("Named block '{name}' not allowed {place}");
            return Err(Failure::compile(message, node.position));
        }
        refuse_named_blocks(&tag.nodes, place)?;
    }
    Ok(())
}

/// The nodes up to the end of a `for` that was just opened.
fn loop_body(nodes: &[Node]) -> &[Node] {
    let mut depth = 1;
    for (index, node) in nodes.iter().enumerate() {
        if let Kind::Control { keyword, end, .. } = &node.kind {
            match (end, keyword.as_str()) {
                (true, _) => depth -= 1,
                (false, "for" | "if" | "while" | "try" | "with") => depth += 1,
                _ => {}
            }
        }
        if depth == 0 {
            return &nodes[..index];
        }
    }
    nodes
}

/// Whether a `for` among these nodes keeps a `loop`.
fn has_own_loop(nodes: &[Node]) -> bool {
    nodes.iter().enumerate().any(|(index, node)| {
        matches!(&node.kind, Kind::Control { keyword, end: false, .. } if keyword == "for")
            && loop_body(&nodes[index + 1..]).iter().any(mentions_loop)
    })
}

/// Whether the Python of a node, or inside of it, speaks of `loop`.
fn mentions_loop(node: &Node) -> bool {
    let text = match &node.kind {
        Kind::Text(_) => return false,
        Kind::Expression { text, .. } | Kind::Control { text, .. } | Kind::Code { text, .. } => {
            text
        }
        Kind::Tag(tag) => return tag.nodes.iter().any(mentions_loop),
    };
    text.split(|character: char| !(character.is_alphanumeric() || character == '_'))
        .any(|word| word == "loop")
}

fn python(value: bool) -> &'static str {
    if value { "True" } else { "False" }
}
