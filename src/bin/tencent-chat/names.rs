//! What people call things, where the contract's own names would be unwieldy on a command line.
//!
//! A name that is missing here is made from the contract's by [`kebab`]: a new list works without an entry.

/// The contract's name and the command line's.
const NAMES: &[(&str, &str)] = &[
    ("get_group_ban_member", "banned-members"),
    ("get_permission_group_member_list", "permission-group-members"),
    ("AppDefinedDataFilter_GroupMember", "custom-field"),
];

/// A state that lasts until the time in a field: its noun, and what its beginning is called.
#[derive(Debug)]
pub(crate) struct State {
    field: &'static str,
    pub(crate) noun: &'static str,
    pub(crate) begun: &'static str,
}

const STATES: &[State] = &[
    State { field: "BannedUntil", noun: "ban", begun: "banned" },
    State { field: "MuteUntil", noun: "mute", begun: "muted" },
];

/// The name on the command line of something that the contract calls `name`.
pub(crate) fn name(name: &str) -> String {
    let known = NAMES.iter().find(|(contract, _)| *contract == name);
    known.map_or_else(|| kebab(name), |(_, short)| (*short).to_owned())
}

/// The words for the state that a field tells the end of, if it has any.
pub(crate) fn state(field: &str) -> Option<&'static State> {
    STATES.iter().find(|state| state.field == field)
}

/// `GroupId` and `group_id` as `group-id`.
pub(crate) fn kebab(name: &str) -> String {
    words(name).join("-")
}

/// `GroupId` as `GROUP_ID`.
pub(crate) fn shouted(name: &str) -> String {
    words(name).join("_").to_uppercase()
}

fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut previous = '_';
    for c in name.chars() {
        let starts = c.is_uppercase() && !previous.is_uppercase() || previous == '_' || previous == '-';
        if c != '_' && c != '-' {
            match words.last_mut().filter(|_| !starts) {
                Some(word) => word.extend(c.to_lowercase()),
                None => words.push(c.to_lowercase().collect()),
            }
        }
        previous = c;
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_the_contract_become_words() {
        assert_eq!(kebab("GroupId"), "group-id");
        assert_eq!(kebab("get_group_ban_member"), "get-group-ban-member");
        assert_eq!(kebab("LastSendMsgTime"), "last-send-msg-time");
        assert_eq!(shouted("Member_Account"), "MEMBER_ACCOUNT");
    }
}
