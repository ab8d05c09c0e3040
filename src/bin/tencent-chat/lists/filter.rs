//! Which members are printed.

use clap::{Arg, ArgAction, ArgMatches};
use serde_json::Value;

use crate::contract::{Kind, List};
use crate::names::{kebab, state};
use crate::row::Row;
use crate::time::{self, Typed};

/// The members that meet every condition.
#[derive(Debug, Clone, Default)]
pub(crate) struct Filter(Vec<Condition>);

#[derive(Debug, Clone)]
struct Condition {
    field: &'static str,
    test: Test,
}

#[derive(Debug, Clone)]
enum Test {
    Before(Typed),
    After(Typed),
    /// What the field tells the end of has not ended.
    Lasts,
    OneOf(Vec<String>),
}

const HEADING: &str = "Filters";

/// An option for each field that can be filtered by.
pub(super) fn args(list: &'static List) -> Vec<Arg> {
    let mut args = Vec::new();
    for field in &list.fields {
        let name = kebab(field.name);
        match &field.kind {
            Kind::Time { ends, .. } => {
                for side in ["before", "after"] {
                    let help = format!("Only members whose {} is {side} TIME", field.name);
                    args.push(time_arg(format!("{name}-{side}")).help(help));
                }
                if let Some(begun) = lasting(field.name).filter(|_| *ends) {
                    args.push(
                        Arg::new(begun)
                            .long(begun)
                            .action(ArgAction::SetTrue)
                            .help(format!("Only members whose {} has not come yet", field.name)),
                    );
                }
            }
            Kind::Values(values) => args.push(
                Arg::new(name.clone())
                    .long(name)
                    .value_name("VALUE,...")
                    .value_delimiter(',')
                    .action(ArgAction::Append)
                    .help(format!(
                        "Only members with one of these values of {}: {}, ...",
                        field.name,
                        values.join(", ")
                    )),
            ),
            Kind::Plain | Kind::Custom => {}
        }
    }
    args.into_iter().map(|arg| arg.help_heading(HEADING)).collect()
}

fn time_arg(name: String) -> Arg {
    Arg::new(name.clone()).long(name).value_name("TIME").allow_hyphen_values(true).value_parser(time::read)
}

/// The flag for what lasts until the time in the field, if it has a name.
fn lasting(field: &str) -> Option<&'static str> {
    state(field).map(|state| state.begun)
}

impl Filter {
    /// What was typed.
    pub(super) fn read(list: &'static List, matches: &ArgMatches) -> Self {
        let mut conditions = Vec::new();
        for field in &list.fields {
            let name = kebab(field.name);
            let mut add = |test| conditions.push(Condition { field: field.name, test });
            let time = |side: &str| matches.try_get_one::<Typed>(&format!("{name}-{side}")).ok().flatten().copied();
            if let Kind::Time { .. } = field.kind {
                time("before").map(Test::Before).into_iter().chain(time("after").map(Test::After)).for_each(&mut add);
                let lasts = lasting(field.name).and_then(|flag| matches.try_get_one::<bool>(flag).ok().flatten());
                if lasts == Some(&true) {
                    add(Test::Lasts);
                }
            } else if let Some(values) = matches.try_get_many::<String>(&name).ok().flatten() {
                add(Test::OneOf(values.cloned().collect()));
            }
        }
        Self(conditions)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What is said of values that the contract does not know, when nobody has them: they may be misspelt.
    pub(super) fn unknown_values(&self, list: &List) -> String {
        let unknown = |Condition { field, test }: &Condition| {
            let kind = &list.fields.iter().find(|known| known.name == *field)?.kind;
            let (Test::OneOf(values), Kind::Values(known)) = (test, kind) else { return None };
            let odd = values.iter().filter(|value| !known.iter().any(|known| known.eq_ignore_ascii_case(value)));
            let say = |value| format!("; '{value}' is no {field} that is known: {}", known.join(", "));
            Some(odd.map(say).collect::<String>())
        };
        self.0.iter().filter_map(unknown).collect()
    }

    /// The fields that it looks at.
    pub(super) fn fields(&self) -> Vec<&'static str> {
        self.0.iter().map(|condition| condition.field).collect()
    }

    /// Whether a member meets every condition. One without the field meets none of them.
    pub(super) fn accepts(&self, row: &Row, now: i64) -> bool {
        self.0.iter().all(|Condition { field, test }| row.get(*field).is_some_and(|value| test.accepts(value, now)))
    }
}

impl Test {
    fn accepts(&self, value: &Value, now: i64) -> bool {
        // 0 is no time wherever it stands: not muted, never.
        let time = value.as_i64().filter(|time| *time != 0);
        match self {
            Self::Before(limit) => time.is_some_and(|time| time < limit.at(now)),
            Self::After(limit) => time.is_some_and(|time| time > limit.at(now)),
            Self::Lasts => time.is_some_and(|time| time > now),
            Self::OneOf(values) => {
                let text = value.as_str().unwrap_or_default();
                values.iter().any(|value| value.eq_ignore_ascii_case(text))
            }
        }
    }
}
