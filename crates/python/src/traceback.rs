//! Tracebacks as Python prints them, and the place in a script that an
//! exception came out of.

use rustpython_vm::{
    AsObject, Py, PyObjectRef, VirtualMachine,
    builtins::{PyBaseException, PyBaseExceptionRef, PyType},
};
use std::{
    collections::HashMap,
    fmt::Write,
    path::{Path, PathBuf},
};

/// How often the same line is told before the rest is only counted.
const REPEATS: usize = 3;

/// Writes an exception, its traceback and those of the exceptions it came of.
pub(crate) fn format(vm: &VirtualMachine, exception: &PyBaseExceptionRef) -> String {
    let mut chain = vec![(exception.clone(), "")];
    let mut current = exception.clone();
    loop {
        let (before, link) = match (current.__cause__(), current.__context__()) {
            (Some(cause), _) => (
                cause,
                "\nThe above exception was the direct cause of the following exception:\n\n",
            ),
            (None, Some(context)) if !suppresses_context(vm, &current) => (
                context,
                "\nDuring handling of the above exception, another exception occurred:\n\n",
            ),
            _ => break,
        };
        if chain.iter().any(|(known, _)| known.is(&before)) {
            break;
        }
        if let Some(last) = chain.last_mut() {
            last.1 = link;
        }
        chain.push((before.clone(), ""));
        current = before;
    }
    let mut text = String::new();
    let mut files = Files::default();
    for (exception, link) in chain.iter().rev() {
        text += link;
        one(vm, exception, &mut files, &mut text);
    }
    text
}

/// The innermost line of a file on disk that an exception passed through.
pub(crate) fn location(exception: &Py<PyBaseException>) -> Option<(PathBuf, usize)> {
    frames(exception)
        .into_iter()
        .rev()
        .find(|frame| Path::new(&frame.file).is_absolute())
        .map(|frame| (PathBuf::from(frame.file), frame.line))
}

struct Frame {
    file: String,
    line: usize,
    function: String,
}

fn frames(exception: &Py<PyBaseException>) -> Vec<Frame> {
    let mut result = Vec::new();
    let mut next = exception.__traceback__();
    while let Some(entry) = next {
        let code = &entry.frame.code;
        let file = code.source_path().as_str().to_owned();
        if !file.starts_with("_frozen_importlib") {
            result.push(Frame {
                file,
                line: entry.lineno.get(),
                function: code.obj_name.as_str().to_owned(),
            });
        }
        next = entry.next.lock().clone();
    }
    result
}

fn one(vm: &VirtualMachine, exception: &PyBaseExceptionRef, files: &mut Files, text: &mut String) {
    if exception.fast_isinstance(vm.ctx.exceptions.syntax_error) {
        // Writing to a string does not fail.
        let _ = vm.write_exception_inner(text, exception);
        if !text.ends_with('\n') {
            text.push('\n');
        }
        return;
    }
    let frames = frames(exception);
    if !frames.is_empty() {
        *text += "Traceback (most recent call last):\n";
    }
    let mut index = 0;
    while let Some(frame) = frames.get(index) {
        let same = frames[index..]
            .iter()
            .take_while(|other| {
                other.line == frame.line
                    && other.file == frame.file
                    && other.function == frame.function
            })
            .count();
        let told = same.min(REPEATS);
        for _ in 0..told {
            let _ = writeln!(
                text,
                "  File \"{}\", line {}, in {}",
                frame.file, frame.line, frame.function
            );
            if let Some(line) = files.line(&frame.file, frame.line) {
                let _ = writeln!(text, "    {line}");
            }
        }
        if same > told {
            let more = same - told;
            let times = if more == 1 { "time" } else { "times" };
            let _ = writeln!(text, "  [Previous line repeated {more} more {times}]");
        }
        index += same;
    }
    *text += &qualified_name(vm, exception.class());
    match exception.as_object().str(vm) {
        Ok(message) if message.as_wtf8().is_empty() => {}
        Ok(message) => {
            let _ = write!(text, ": {message}");
        }
        Err(_) => *text += ": <exception str() failed>",
    }
    *text += "\n";
    for note in notes(vm, exception) {
        *text += &note;
        *text += "\n";
    }
}

/// The class as a traceback names it: with its module, unless it is built in.
pub(crate) fn qualified_name(vm: &VirtualMachine, class: &Py<PyType>) -> String {
    let text = |name: &'static str| {
        let value = class.as_object().get_attr(name, vm).ok()?;
        Some(value.str(vm).ok()?.to_string())
    };
    let name = text("__qualname__").unwrap_or_else(|| class.name().to_string());
    match text("__module__") {
        Some(module) if module != "builtins" && module != "__main__" => format!("{module}.{name}"),
        _ => name,
    }
}

fn notes(vm: &VirtualMachine, exception: &PyBaseExceptionRef) -> Vec<String> {
    let Ok(notes) = exception.as_object().get_attr("__notes__", vm) else {
        return Vec::new();
    };
    let notes: Vec<PyObjectRef> = notes.try_to_value(vm).unwrap_or_default();
    notes
        .iter()
        .filter_map(|note| Some(note.str(vm).ok()?.to_string()))
        .collect()
}

fn suppresses_context(vm: &VirtualMachine, exception: &PyBaseExceptionRef) -> bool {
    exception
        .as_object()
        .get_attr("__suppress_context__", vm)
        .and_then(|value| value.try_to_bool(vm))
        .unwrap_or(false)
}

/// The lines of the files that tracebacks speak of.
#[derive(Default)]
struct Files(HashMap<String, Option<String>>);

impl Files {
    fn line(&mut self, file: &str, line: usize) -> Option<String> {
        let source = self
            .0
            .entry(file.to_owned())
            .or_insert_with(|| std::fs::read_to_string(file).ok())
            .as_deref()?;
        let text = source.lines().nth(line.checked_sub(1)?)?.trim();
        (!text.is_empty()).then(|| text.to_owned())
    }
}
