//! Mako's text → nodes, by Mako's rules of what ends what.

use super::node::{Failure, Kind, Node, Position, Tag};

/// Reads a template.
pub(crate) fn parse(text: &str) -> Result<Vec<Node>, Failure> {
    let mut lexer = Lexer {
        text: text.chars().collect(),
        at: 0,
        line: 1,
        matched: Position { line: 1, column: 0 },
        open: Vec::new(),
        nodes: Vec::new(),
        controls: Vec::new(),
    };
    lexer.run()?;
    Ok(lexer.nodes)
}

struct Lexer {
    text: Vec<char>,
    /// The next character to read.
    at: usize,
    /// The line that `at` is on.
    line: usize,
    /// Where the last thing read began.
    matched: Position,
    /// Tags that are open, outermost first, and where they began.
    open: Vec<(Position, Tag)>,
    /// What was read outside of any tag.
    nodes: Vec<Node>,
    /// The keywords of the open control lines, and where they are.
    controls: Vec<(String, Position)>,
}

impl Lexer {
    fn run(&mut self) -> Result<(), Failure> {
        self.skip_encoding();
        while self.at < self.text.len() {
            let read = self.expression()?
                || self.control_line()?
                || self.comment()
                || self.tag_start()?
                || self.tag_end()?
                || self.python_block()?
                || self.percent();
            if !read {
                self.plain_text();
            }
        }
        self.advance(self.text.len());
        if let Some((_, tag)) = self.open.last() {
            let message = format!("Unclosed tag: <%{}>", tag.keyword);
            return Err(Failure::syntax(message, self.matched));
        }
        if let Some((keyword, position)) = self.controls.last() {
            let message = format!("Unterminated control keyword: '{keyword}'");
            return Err(Failure::syntax(message, *position));
        }
        Ok(())
    }

    /// Moves on to `end`, remembering where this began.
    fn advance(&mut self, end: usize) {
        let start = self.at;
        let line_begin = self.text[..start]
            .iter()
            .rposition(|character| *character == '\n')
            .map_or(-1, |position| position as isize);
        self.matched = Position {
            line: self.line,
            column: (start as isize - line_begin) as usize,
        };
        // Where nothing can be read, a character is dropped.
        let end = if end == start { end + 1 } else { end };
        let end = end.min(self.text.len());
        self.line += count_lines(&self.text[start..end]);
        self.at = end;
    }

    fn peek(&self, at: usize) -> Option<char> {
        self.text.get(at).copied()
    }

    fn starts_with(&self, at: usize, prefix: &str) -> bool {
        prefix
            .chars()
            .enumerate()
            .all(|(offset, character)| self.peek(at + offset) == Some(character))
    }

    fn slice(&self, from: usize, to: usize) -> String {
        self.text[from..to].iter().collect()
    }

    fn skip(&self, mut at: usize, wanted: impl Fn(char) -> bool) -> usize {
        while self.peek(at).is_some_and(&wanted) {
            at += 1;
        }
        at
    }

    fn find(&self, from: usize, wanted: &str) -> Option<usize> {
        (from..self.text.len()).find(|at| self.starts_with(*at, wanted))
    }

    fn at_line_start(&self) -> bool {
        self.at == 0 || self.text[self.at - 1] == '\n'
    }

    fn push(&mut self, position: Position, kind: Kind) {
        let node = Node { position, kind };
        match self.open.last_mut() {
            Some((_, tag)) => tag.nodes.push(node),
            None => self.nodes.push(node),
        }
    }

    /// `# -*- coding: utf-8 -*-` on the first line is not part of the text.
    fn skip_encoding(&mut self) {
        if self.peek(0) != Some('#') {
            return;
        }
        let Some(end) = self.find(0, "\n") else {
            return;
        };
        let line = self.slice(0, end);
        let names_one = ["coding:", "coding="].iter().any(|word| {
            line.split(word).skip(1).any(|rest| {
                rest.trim_start().starts_with(|character: char| {
                    character.is_alphanumeric() || "_-.".contains(character)
                })
            })
        });
        if names_one {
            self.advance(end + 1);
        }
    }

    /// Reads Python up to one of `ends`, which count neither in a string nor a
    /// comment, nor with `nested` inside of brackets.
    fn python_until(&mut self, nested: bool, ends: &[&str]) -> Result<(String, String), Failure> {
        let start = self.at;
        let began = self.matched;
        let mut depths = [0_isize; 3];
        while self.at < self.text.len() {
            if self.peek(self.at) == Some('#')
                && let Some(end) = self.find(self.at, "\n")
            {
                self.advance(end + 1);
                continue;
            }
            if let Some(end) = self.string_end(self.at) {
                self.advance(end);
                continue;
            }
            let from = self.at;
            let found = ends.iter().find(|end| self.starts_with(from, end));
            match found {
                Some(end) => {
                    let length = end.chars().count();
                    self.advance(from + length);
                    if !(nested && depths.iter().any(|depth| *depth > 0)) {
                        return Ok((self.slice(start, from), (*end).to_owned()));
                    }
                }
                None => {
                    let next = (from..self.text.len()).find(|at| {
                        matches!(self.text[*at], '"' | '\'' | '#')
                            || ends.iter().any(|end| self.starts_with(*at, end))
                    });
                    let Some(next) = next else { break };
                    self.advance(next);
                    if next == from {
                        // A quote that closes nowhere is skipped.
                        continue;
                    }
                }
            }
            for character in &self.text[from..self.at] {
                match character {
                    '{' => depths[0] += 1,
                    '}' => depths[0] -= 1,
                    '(' => depths[1] += 1,
                    ')' => depths[1] -= 1,
                    '[' => depths[2] += 1,
                    ']' => depths[2] -= 1,
                    _ => {}
                }
            }
        }
        let expected: Vec<_> = ends.iter().map(|end| end.replace('|', "\\|")).collect();
        Err(Failure::syntax(
            format!(
                "Expected: {}; unterminated tag or expression beginning",
                expected.join(",")
            ),
            began,
        ))
    }

    /// The end of the Python string that begins here, if one does.
    fn string_end(&self, at: usize) -> Option<usize> {
        let quote = self.peek(at).filter(|quote| matches!(quote, '"' | '\''))?;
        let triple: String = [quote; 3].iter().collect();
        let try_with = |delimiter: &str| {
            let mut at = at + delimiter.len();
            while at < self.text.len() {
                if self.text[at] == '\\' {
                    at += 2;
                } else if self.starts_with(at, delimiter) {
                    return Some(at + delimiter.len());
                } else {
                    at += 1;
                }
            }
            None
        };
        if self.starts_with(at, &triple)
            && let Some(end) = try_with(&triple)
        {
            return Some(end);
        }
        try_with(&quote.to_string())
    }

    fn expression(&mut self) -> Result<bool, Failure> {
        if !self.starts_with(self.at, "${") {
            return Ok(false);
        }
        self.advance(self.at + 2);
        let position = self.matched;
        let (text, end) = self.python_until(true, &["|", "}"])?;
        let escapes = if end == "|" {
            self.python_until(true, &["}"])?.0
        } else {
            String::new()
        };
        let kind = Kind::Expression {
            text: text.replace("\r\n", "\n"),
            escapes: escapes.trim().to_owned(),
        };
        self.push(position, kind);
        Ok(true)
    }

    fn control_line(&mut self) -> Result<bool, Failure> {
        if !self.at_line_start() {
            return Ok(false);
        }
        let operator = self.skip(self.at, blank);
        let is_comment = self.starts_with(operator, "##");
        let is_control = self.starts_with(operator, "%") && !self.starts_with(operator, "%%");
        if !is_comment && !is_control {
            return Ok(false);
        }
        let begin = self.skip(operator + if is_comment { 2 } else { 1 }, blank);
        let mut end = begin;
        loop {
            if self.starts_with(end, "\\\n") {
                end += 2;
            } else if self.starts_with(end, "\\\r\n") {
                end += 3;
            } else if self
                .peek(end)
                .is_some_and(|character| !matches!(character, '\r' | '\n'))
            {
                end += 1;
            } else {
                break;
            }
        }
        let after = if self.starts_with(end, "\r\n") {
            end + 2
        } else if self.starts_with(end, "\n") {
            end + 1
        } else if end == self.text.len() {
            end
        } else {
            return Ok(false);
        };
        let text = self.slice(begin, end);
        self.advance(after);
        if is_control {
            self.control(text)?;
        }
        Ok(true)
    }

    fn control(&mut self, text: String) -> Result<(), Failure> {
        let position = self.matched;
        let word: String = text
            .chars()
            .take_while(|character| word(*character))
            .collect();
        if word.is_empty() {
            let message = format!("Invalid control line: '{text}'");
            return Err(Failure::syntax(message, position));
        }
        let (end, keyword) = match word.strip_prefix("end") {
            Some(rest) if !rest.is_empty() => (true, rest.to_owned()),
            _ => (false, word),
        };
        if end {
            match self.controls.pop() {
                None => {
                    let message = format!("No starting keyword '{keyword}' for '{text}'");
                    return Err(Failure::syntax(message, position));
                }
                Some((open, _)) if open != keyword => {
                    let message = format!("Keyword '{text}' doesn't match keyword '{open}'");
                    return Err(Failure::syntax(message, position));
                }
                Some(_) => {}
            }
        } else if matches!(keyword.as_str(), "for" | "if" | "while" | "try" | "with") {
            self.controls.push((keyword.clone(), position));
        } else if let Some((open, _)) = self.controls.last()
            && !continues(open, &keyword)
        {
            let message = format!("Keyword '{keyword}' not a legal ternary for keyword '{open}'");
            return Err(Failure::syntax(message, position));
        }
        self.push(position, Kind::Control { keyword, text, end });
        Ok(())
    }

    /// `<%doc>…</%doc>`.
    fn comment(&mut self) -> bool {
        const CLOSING: &str = "</%doc>";
        if !self.starts_with(self.at, "<%doc>") {
            return false;
        }
        let Some(end) = self.find(self.at, CLOSING) else {
            return false;
        };
        self.advance(end + CLOSING.len());
        true
    }

    fn tag_start(&mut self) -> Result<bool, Failure> {
        let Some((tag, closed, end)) = self.read_tag() else {
            return Ok(false);
        };
        self.advance(end);
        let position = self.matched;
        if closed {
            self.push(position, Kind::Tag(tag));
            return Ok(true);
        }
        let is_text = tag.keyword == "text";
        self.open.push((position, tag));
        if is_text {
            let Some(end) = self.find(self.at, "</%text>") else {
                return Err(Failure::syntax("Unclosed tag: <%text>", self.matched));
            };
            let text = self.slice(self.at, end);
            if end > self.at {
                self.advance(end);
                let position = self.matched;
                self.push(position, Kind::Text(text));
            }
            return self.tag_end();
        }
        Ok(true)
    }

    /// The tag that begins here, whether it closes itself, and its end.
    fn read_tag(&self) -> Option<(Tag, bool, usize)> {
        if !self.starts_with(self.at, "<%") {
            return None;
        }
        let begin = self.at + 2;
        let mut at = self.skip(begin, |character| {
            word(character) || ".:".contains(character)
        });
        if at == begin {
            return None;
        }
        let keyword = self.slice(begin, at);
        let mut attributes = Vec::new();
        let mut name = None;
        loop {
            let next = self.skip(at, char::is_whitespace);
            match self.peek(next)? {
                '/' if self.peek(next + 1) == Some('>') => {
                    return Some((
                        Tag {
                            keyword,
                            attributes,
                            nodes: Vec::new(),
                        },
                        true,
                        next + 2,
                    ));
                }
                '>' => {
                    return Some((
                        Tag {
                            keyword,
                            attributes,
                            nodes: Vec::new(),
                        },
                        false,
                        next + 1,
                    ));
                }
                '=' | ',' => at = self.skip(next + 1, char::is_whitespace),
                quote @ ('"' | '\'') if next == at => {
                    let end = (next + 1..self.text.len()).find(|at| self.text[*at] == quote)?;
                    let value = self.slice(next + 1, end).replace("\r\n", "\n");
                    if let Some(name) = name.take() {
                        attributes.retain(|(key, _)| *key != name);
                        attributes.push((name, value));
                    }
                    at = end + 1;
                }
                character if word(character) && next > at => {
                    let end = self.skip(next, word);
                    name = Some(self.slice(next, end));
                    at = end;
                }
                _ => return None,
            }
        }
    }

    fn tag_end(&mut self) -> Result<bool, Failure> {
        if !self.starts_with(self.at, "</%") {
            return Ok(false);
        }
        let begin = self.skip(self.at + 3, blank);
        let end = self.skip(begin, |character| !blank(character) && character != '>');
        let close = self.skip(end, blank);
        if end == begin || self.peek(close) != Some('>') {
            return Ok(false);
        }
        let keyword = self.slice(begin, end);
        self.advance(close + 1);
        match self.open.pop() {
            None => Err(Failure::syntax(
                format!("Closing tag without opening tag: </%{keyword}>"),
                self.matched,
            )),
            Some((_, tag)) if tag.keyword != keyword => Err(Failure::syntax(
                format!(
                    "Closing tag </%{keyword}> does not match tag: <%{}>",
                    tag.keyword
                ),
                self.matched,
            )),
            Some((position, tag)) => {
                self.push(position, Kind::Tag(tag));
                Ok(true)
            }
        }
    }

    fn python_block(&mut self) -> Result<bool, Failure> {
        if !self.starts_with(self.at, "<%") {
            return Ok(false);
        }
        let module = self.starts_with(self.at, "<%!");
        self.advance(self.at + if module { 3 } else { 2 });
        let position = self.matched;
        let (text, _) = self.python_until(false, &["%>"])?;
        self.push(position, Kind::Code { text, module });
        Ok(true)
    }

    /// `%%` at the start of a line is a percent sign.
    fn percent(&mut self) -> bool {
        if !self.at_line_start() {
            return false;
        }
        let sign = self.skip(self.at, char::is_whitespace);
        if !self.starts_with(sign, "%%") {
            return false;
        }
        let end = self.skip(sign + 2, |character| character == '%');
        let text = self.slice(self.at, sign) + &self.slice(sign + 1, end);
        self.advance(end);
        let position = self.matched;
        self.push(position, Kind::Text(text));
        true
    }

    fn plain_text(&mut self) {
        let from = self.at;
        let mut end = from;
        let mut after = None;
        while end < self.text.len() {
            let line_start = end > 0 && self.text[end - 1] == '\n';
            if line_start {
                let operator = self.skip(end, blank);
                if self.starts_with(operator, "%") || self.starts_with(operator, "##") {
                    break;
                }
            }
            if ["${", "<%", "</%"]
                .iter()
                .any(|stop| self.starts_with(end, stop))
            {
                break;
            }
            if self.starts_with(end, "\\\n") {
                after = Some(end + 2);
                break;
            }
            if self.starts_with(end, "\\\r\n") {
                after = Some(end + 3);
                break;
            }
            end += 1;
        }
        let text = self.slice(from, end);
        self.advance(after.unwrap_or(end));
        if !text.is_empty() {
            let position = self.matched;
            self.push(position, Kind::Text(text));
        }
    }
}

/// Whether a keyword may continue the block of another.
fn continues(open: &str, keyword: &str) -> bool {
    matches!(
        (open, keyword),
        ("if", "else" | "elif") | ("try", "except" | "finally") | ("for", "else")
    )
}

fn blank(character: char) -> bool {
    matches!(character, ' ' | '\t')
}

fn word(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

fn count_lines(text: &[char]) -> usize {
    text.iter().filter(|character| **character == '\n').count()
}
