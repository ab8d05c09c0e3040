//! Values in messages.

use crate::side::Node;

/// A value, shortened; `nothing` when it is missing.
pub(crate) fn show(node: Option<&Node<'_>>) -> String {
    const LONGEST: usize = 60;
    let Some(node) = node else { return "nothing".to_owned() };
    let text = node.value.as_str().map_or_else(|| node.value.to_string(), str::to_owned);
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("`{}...`", &text[..end]),
        None => format!("`{text}`"),
    }
}
