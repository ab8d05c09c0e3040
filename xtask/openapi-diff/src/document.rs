//! A YAML document as a tree in which every node knows its line and column.
//!
//! Reading is strict: a key that stands twice, an anchor, an alias, a tag or a second document is an error.
//! Plain scalars mean what YAML 1.2 says, so `no` and `on` are strings.

use std::fmt;

use granit_parser::{Event, Parser, ScalarStyle, Span, StructureStyle};
use serde_json::{Map, Number};

/// A document that could be read.
#[derive(Debug)]
pub struct Document {
    /// The text it was read from.
    pub text: String,
    /// Its root node.
    pub root: Node,
    line_starts: Vec<usize>,
}

/// A value and where it stands.
#[derive(Debug)]
pub struct Node {
    /// Where the value begins; for a collection or a block of text under a key, where the key begins.
    pub at: Position,
    /// How the value is written.
    pub style: Style,
    /// The value itself.
    pub value: Value,
}

/// A value of YAML's core schema.
#[derive(Debug)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Value {
    Null,
    Bool(bool),
    Number(Number),
    String(String),
    List(Vec<Node>),
    Map(Vec<Entry>),
}

/// A key of a map with its value.
#[derive(Debug)]
pub struct Entry {
    /// The key's text, whatever type it would have as a value.
    pub key: String,
    /// Where the key begins.
    pub at: Position,
    /// How the key is written.
    pub style: Style,
    /// The value under the key.
    pub value: Node,
}

/// A place in the text; both count from one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Position {
    pub line: usize,
    pub column: usize,
}

/// How a scalar or a collection is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "YAML's own terms")]
pub enum Style {
    Plain,
    SingleQuoted,
    DoubleQuoted,
    Literal,
    Folded,
    Block,
    Flow,
}

/// Why a text cannot be read.
#[derive(Debug)]
pub struct ReadError {
    /// Where the trouble is.
    pub at: Position,
    /// What kind of trouble it is.
    pub kind: ReadErrorKind,
    /// What is wrong, for people.
    pub message: String,
}

/// Kinds of [`ReadError`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReadErrorKind {
    /// Not YAML, or not a single document.
    Syntax,
    /// A map has the same key twice.
    DuplicateKey,
    /// An anchor, an alias or a tag: the text is no longer what it says.
    Indirection,
}

impl Document {
    /// Reads a text.
    ///
    /// # Errors
    ///
    /// The first thing that stops the text from being read, with its place.
    pub fn read(text: &str) -> Result<Self, ReadError> {
        let mut reader = Reader { events: Parser::new_from_str(text) };
        let root = reader.document()?;
        let breaks = text.match_indices('\n').map(|(byte, _)| byte + 1);
        let line_starts = std::iter::once(0).chain(breaks).collect();
        Ok(Self { text: text.to_owned(), root, line_starts })
    }

    /// The text of a line that counts from one, or nothing behind the end.
    #[must_use]
    pub fn line(&self, line: usize) -> &str {
        let start = self.line_starts.get(line.wrapping_sub(1)).copied();
        let rest = start.map_or("", |start| &self.text[start..]);
        rest.split('\n').next().unwrap_or_default()
    }

    /// The number of lines; the nothing behind the last line break is not one.
    #[must_use]
    pub fn line_count(&self) -> usize {
        self.line_starts.len() - usize::from(self.text.ends_with('\n'))
    }

    /// The node at a JSON pointer, such as `/paths/~1v4/post`.
    #[must_use]
    pub fn pointer(&self, pointer: &str) -> Option<&Node> {
        pointer.split('/').skip(1).try_fold(&self.root, |node, step| {
            let step = step.replace("~1", "/").replace("~0", "~");
            match &node.value {
                Value::List(items) => items.get(step.parse::<usize>().ok()?),
                _ => node.get(&step),
            }
        })
    }
}

impl Node {
    /// The value under a key, if this is a map that has it.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Self> {
        self.entry(key).map(|entry| &entry.value)
    }

    /// The entry of a key, if this is a map that has it.
    #[must_use]
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        self.entries().iter().find(|entry| entry.key == key)
    }

    /// The entries of a map; none for anything else.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        match &self.value {
            Value::Map(entries) => entries,
            _ => &[],
        }
    }

    /// The items of a list; none for anything else.
    #[must_use]
    pub fn items(&self) -> &[Self] {
        match &self.value {
            Value::List(items) => items,
            _ => &[],
        }
    }

    /// The text, if this is a string.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match &self.value {
            Value::String(text) => Some(text),
            _ => None,
        }
    }

    /// The number, if this is an integer.
    #[must_use]
    pub fn as_i64(&self) -> Option<i64> {
        match &self.value {
            Value::Number(number) => number.as_i64(),
            _ => None,
        }
    }

    /// The string under a key.
    #[must_use]
    pub fn str(&self, key: &str) -> Option<&str> {
        self.get(key)?.as_str()
    }

    /// The integer under a key.
    #[must_use]
    pub fn i64(&self, key: &str) -> Option<i64> {
        self.get(key)?.as_i64()
    }

    /// The items of the list under a key.
    #[must_use]
    pub fn list(&self, key: &str) -> &[Self] {
        self.get(key).map_or(&[], Self::items)
    }

    /// Every node from here down, this one first, in the order of the text.
    #[must_use]
    pub fn descendants(&self) -> Vec<&Self> {
        let mut found = vec![self];
        for entry in self.entries() {
            found.extend(entry.value.descendants());
        }
        for item in self.items() {
            found.extend(item.descendants());
        }
        found
    }

    /// The same value as JSON, without the places.
    #[must_use]
    pub fn to_json(&self) -> serde_json::Value {
        match &self.value {
            Value::Null => serde_json::Value::Null,
            Value::Bool(value) => (*value).into(),
            Value::Number(value) => value.clone().into(),
            Value::String(value) => value.clone().into(),
            Value::List(items) => items.iter().map(Self::to_json).collect(),
            Value::Map(entries) => {
                entries.iter().map(|entry| (entry.key.clone(), entry.value.to_json())).collect::<Map<_, _>>().into()
            }
        }
    }
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.at, self.message)
    }
}

impl std::error::Error for ReadError {}

/// What a plain scalar means in YAML 1.2's core schema.
#[must_use]
pub fn resolve_plain(text: &str) -> Value {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Value::Null,
        "true" | "True" | "TRUE" => return Value::Bool(true),
        "false" | "False" | "FALSE" => return Value::Bool(false),
        _ => {}
    }
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let looks_like_number =
        digits.starts_with(|c: char| c.is_ascii_digit() || c == '.') && digits.chars().any(|c| c.is_ascii_digit());
    if !looks_like_number {
        return Value::String(text.to_owned());
    }
    let unsigned = text.strip_prefix('+').unwrap_or(text);
    if let Ok(integer) = unsigned.parse::<i64>() {
        return Value::Number(integer.into());
    }
    if let Ok(integer) = unsigned.parse::<u64>() {
        return Value::Number(integer.into());
    }
    match unsigned.parse::<f64>().ok().and_then(Number::from_f64) {
        Some(number) => Value::Number(number),
        None => Value::String(text.to_owned()),
    }
}

struct Reader<'a> {
    events: Parser<'a, granit_parser::StrInput<'a>>,
}

impl<'a> Reader<'a> {
    fn document(&mut self) -> Result<Node, ReadError> {
        let mut root = None;
        loop {
            let (event, span) = self.next()?;
            match event {
                Event::StreamStart | Event::DocumentStart(..) | Event::DocumentEnd => {}
                Event::StreamEnd => break,
                _ if root.is_some() => {
                    return Err(syntax(&span, "a second document begins here; one file holds one"));
                }
                event => root = Some(self.node(event, span)?),
            }
        }
        root.ok_or_else(|| ReadError {
            at: Position { line: 1, column: 1 },
            kind: ReadErrorKind::Syntax,
            message: "the file is empty".to_owned(),
        })
    }

    fn node(&mut self, event: Event<'a>, span: Span) -> Result<Node, ReadError> {
        let at = position(&span);
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                refuse_indirection(at, anchor, tag.is_some())?;
                let style = scalar_style(style);
                let value = match style {
                    Style::Plain => resolve_plain(&text),
                    _ => Value::String(text.into_owned()),
                };
                Ok(Node { at, style, value })
            }
            Event::SequenceStart(style, anchor, tag) => {
                refuse_indirection(at, anchor, tag.is_some())?;
                let mut items = Vec::new();
                loop {
                    match self.next()? {
                        (Event::SequenceEnd, _) => break,
                        (event, span) => items.push(self.node(event, span)?),
                    }
                }
                Ok(Node { at, style: structure_style(style), value: Value::List(items) })
            }
            Event::MappingStart(style, anchor, tag) => {
                refuse_indirection(at, anchor, tag.is_some())?;
                let value = Value::Map(self.entries()?);
                Ok(Node { at, style: structure_style(style), value })
            }
            Event::Alias(_) => {
                Err(ReadError { at, kind: ReadErrorKind::Indirection, message: "an alias stands here".to_owned() })
            }
            _ => Err(syntax(&span, "a value is expected here")),
        }
    }

    fn entries(&mut self) -> Result<Vec<Entry>, ReadError> {
        let mut entries: Vec<Entry> = Vec::new();
        loop {
            let (event, span) = self.next()?;
            let (key, style) = match event {
                Event::MappingEnd => return Ok(entries),
                Event::Scalar(text, style, anchor, tag) => {
                    refuse_indirection(position(&span), anchor, tag.is_some())?;
                    (text.into_owned(), scalar_style(style))
                }
                _ => return Err(syntax(&span, "a key must be a word, not a list or a map")),
            };
            let at = position(&span);
            if let Some(first) = entries.iter().find(|entry| entry.key == key) {
                return Err(ReadError {
                    at,
                    kind: ReadErrorKind::DuplicateKey,
                    message: format!("the key `{key}` stands here again, first on line {}", first.at.line),
                });
            }
            let (event, span) = self.next()?;
            let mut value = self.node(event, span)?;
            let is_block = matches!(value.style, Style::Literal | Style::Folded);
            if is_block || matches!(value.value, Value::List(_) | Value::Map(_)) {
                value.at = at;
            }
            entries.push(Entry { key, at, style, value });
        }
    }

    fn next(&mut self) -> Result<(Event<'a>, Span), ReadError> {
        match self.events.next() {
            Some(Ok(next)) => Ok(next),
            Some(Err(error)) => {
                let marker = error.marker();
                Err(ReadError {
                    at: Position { line: marker.line(), column: marker.col() + 1 },
                    kind: ReadErrorKind::Syntax,
                    message: format!("not YAML: {}", error.kind()),
                })
            }
            None => Ok((Event::StreamEnd, Span::default())),
        }
    }
}

fn refuse_indirection(at: Position, anchor: usize, tagged: bool) -> Result<(), ReadError> {
    let what = match (anchor, tagged) {
        (0, false) => return Ok(()),
        (0, true) => "a tag",
        _ => "an anchor",
    };
    let message = format!("{what} stands here");
    Err(ReadError { at, kind: ReadErrorKind::Indirection, message })
}

fn syntax(span: &Span, message: &str) -> ReadError {
    ReadError { at: position(span), kind: ReadErrorKind::Syntax, message: message.to_owned() }
}

fn position(span: &Span) -> Position {
    Position { line: span.start.line(), column: span.start.col() + 1 }
}

fn scalar_style(style: ScalarStyle) -> Style {
    match style {
        ScalarStyle::Plain => Style::Plain,
        ScalarStyle::SingleQuoted => Style::SingleQuoted,
        ScalarStyle::DoubleQuoted => Style::DoubleQuoted,
        ScalarStyle::Literal => Style::Literal,
        ScalarStyle::Folded => Style::Folded,
    }
}

fn structure_style(style: StructureStyle) -> Style {
    match style {
        StructureStyle::Block => Style::Block,
        StructureStyle::Flow => Style::Flow,
    }
}
