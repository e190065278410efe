//! The fenced blocks of a Markdown text.

/// A fenced block.
pub struct Block {
    /// What stands after the fence.
    pub language: String,
    /// Its text, without the indentation of the list it may stand in.
    pub text: String,
    /// The heading that it stands under.
    pub heading: String,
}

impl Block {
    /// The functions of a Python block, each with the remark right above it.
    pub fn functions(&self) -> Vec<String> {
        let mut functions: Vec<String> = Vec::new();
        let mut remark = String::new();
        let mut inside = false;
        for line in self.text.split_inclusive('\n') {
            if line.starts_with("def ") {
                functions.push(std::mem::take(&mut remark) + line);
                inside = true;
            } else if inside && (line.starts_with(' ') || line.trim().is_empty()) {
                functions.last_mut().expect("a function").push_str(line);
            } else {
                inside = false;
                remark = if line.starts_with('#') {
                    line.to_owned()
                } else {
                    String::new()
                };
            }
        }
        functions
            .into_iter()
            .map(|function| function.trim_end().to_owned())
            .collect()
    }
}

/// All fenced blocks, in order.
pub fn blocks(markdown: &str) -> Vec<Block> {
    let mut found = Vec::new();
    let mut heading = String::new();
    let mut open: Option<(Block, usize)> = None;
    for line in markdown.lines() {
        let trimmed = line.trim_start();
        match (&mut open, trimmed.strip_prefix("```")) {
            (None, Some(language)) => {
                let block = Block {
                    language: language.trim().to_owned(),
                    text: String::new(),
                    heading: heading.clone(),
                };
                open = Some((block, line.len() - trimmed.len()));
            }
            (None, None) => {
                if let Some(title) = trimmed.strip_prefix('#') {
                    heading = title.trim_start_matches('#').trim().to_owned();
                }
            }
            (Some(_), Some(_)) => found.extend(open.take().map(|(block, _)| block)),
            (Some((block, indent)), None) => {
                block.text.push_str(line.get(*indent..).unwrap_or(trimmed));
                block.text.push('\n');
            }
        }
    }
    found
}
