//! Values in messages.

use crate::side::Node;

/// A value as JSON, shortened; `nothing` when it is missing.
pub(crate) fn show(node: Option<&Node<'_>>) -> String {
    const LONGEST: usize = 60;
    let Some(node) = node else { return "nothing".to_owned() };
    let text = node.value.to_string();
    if text.chars().count() <= LONGEST {
        return format!("`{text}`");
    }
    let start: String = text.chars().take(LONGEST).collect();
    format!("`{start}...`")
}
