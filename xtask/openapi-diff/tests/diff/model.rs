//! A small model of what a document promises, to hold the differ to: sets of values, and nothing of its rules.
//!
//! What clients send may only become more, what they receive may only become less, and no field that they know may go.

use std::collections::BTreeMap;

use super::*;

/// The values that a schema allows.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Set {
    kind: Kind,
    /// The only values there are.
    listed: Option<Vec<String>>,
}

#[derive(Debug, Clone, PartialEq)]
enum Kind {
    Anything,
    Boolean,
    Integer { least: i128, most: i128 },
    Text { least: i128, most: i128 },
    List { least: i128, most: i128, of: Box<Set> },
    Object { is_open: bool, fields: BTreeMap<String, (bool, Set)> },
}

/// What each operation takes and gives.
#[derive(Debug)]
pub(crate) struct Promise {
    takes: BTreeMap<String, Set>,
    gives: BTreeMap<String, Set>,
}

impl Promise {
    pub(crate) fn of(document: &Value) -> Self {
        let mut promise = Self { takes: BTreeMap::new(), gives: BTreeMap::new() };
        for (path, item) in entries(&document["paths"]) {
            for (method, operation) in entries(item) {
                let name = format!("{method} {path}");
                let mut fields = BTreeMap::new();
                for parameter in operation["parameters"].as_array().into_iter().flatten() {
                    let parameter = follow(document, parameter);
                    let name = parameter["name"].as_str().expect("a name").to_owned();
                    let is_required = parameter["required"] == true;
                    fields.insert(name, (is_required, Set::of(document, &parameter["schema"])));
                }
                let body = follow(document, &operation["requestBody"]);
                for (media_type, content) in entries(&body["content"]) {
                    fields.insert(media_type.clone(), (true, Set::of(document, &content["schema"])));
                }
                promise.takes.insert(name.clone(), Set::plain(Kind::Object { is_open: true, fields }));
                for (status, response) in entries(&operation["responses"]) {
                    for (media_type, content) in entries(&follow(document, response)["content"]) {
                        let set = Set::of(document, &content["schema"]);
                        promise.gives.insert(format!("{name} {status} {media_type}"), set);
                    }
                }
            }
        }
        promise
    }

    /// Whether a client that was made for this promise may fail against a service that keeps only the other.
    pub(crate) fn is_broken_by(&self, new: &Self) -> bool {
        let sent = self.takes.iter().any(|(name, old)| !new.takes[name].holds(old) || new.takes[name].misses(old));
        let received = self.gives.iter().any(|(name, old)| !old.holds(&new.gives[name]) || new.gives[name].misses(old));
        sent || received
    }
}

impl Set {
    fn plain(kind: Kind) -> Self {
        Self { kind, listed: None }
    }

    fn of(document: &Value, schema: &Value) -> Self {
        let schema = follow(document, schema);
        if let Some(members) = schema["allOf"].as_array() {
            let [member] = members.as_slice() else { panic!("the model knows one member only") };
            return Self::of(document, member);
        }
        let number = |key: &str, otherwise: i128| schema[key].as_i64().map_or(otherwise, i128::from);
        let (low, high) = match schema["format"].as_str() {
            Some("int32") => (i32::MIN.into(), i32::MAX.into()),
            Some("int64") => (i64::MIN.into(), i64::MAX.into()),
            _ => (i128::MIN, i128::MAX),
        };
        let kind = match schema["type"].as_str() {
            Some("boolean") => Kind::Boolean,
            Some("integer") => {
                Kind::Integer { least: number("minimum", low).max(low), most: number("maximum", high).min(high) }
            }
            Some("string") => Kind::Text { least: number("minLength", 0), most: number("maxLength", i128::MAX) },
            Some("array") => Kind::List {
                least: number("minItems", 0),
                most: number("maxItems", i128::MAX),
                of: Box::new(Self::of(document, &schema["items"])),
            },
            Some("object") => {
                let required: Vec<_> = schema["required"].as_array().into_iter().flatten().collect();
                let field = |(name, inner): (&String, &Value)| {
                    (name.clone(), (required.contains(&&Value::from(name.as_str())), Self::of(document, inner)))
                };
                let fields = entries(&schema["properties"]).map(field).collect();
                Kind::Object { is_open: schema["additionalProperties"] != false, fields }
            }
            _ => Kind::Anything,
        };
        let listed = schema["enum"].as_array().map(|values| values.iter().map(ToString::to_string).collect());
        Self { kind, listed }
    }

    /// Whether every value of the other set is in this one.
    fn holds(&self, other: &Self) -> bool {
        let within = |least: &i128, most: &i128, low: &i128, high: &i128| least <= low && high <= most;
        let kind = match (&self.kind, &other.kind) {
            (Kind::Anything, _) | (Kind::Boolean, Kind::Boolean) => true,
            (Kind::Integer { least, most }, Kind::Integer { least: low, most: high })
            | (Kind::Text { least, most }, Kind::Text { least: low, most: high }) => within(least, most, low, high),
            (Kind::List { least, most, of }, Kind::List { least: low, most: high, of: items }) => {
                within(least, most, low, high) && of.holds(items)
            }
            (Kind::Object { is_open, fields }, Kind::Object { is_open: other_open, fields: others }) => {
                (*is_open || !other_open && others.keys().all(|name| fields.contains_key(name)))
                    && fields.iter().all(|(name, (is_required, set))| match others.get(name) {
                        Some((always, values)) => (!is_required || *always) && set.holds(values),
                        None => !is_required,
                    })
            }
            _ => false,
        };
        let listed = match (&self.listed, &other.listed) {
            (None, _) => true,
            (Some(all), Some(some)) => some.iter().all(|value| all.contains(value)),
            (Some(_), None) => false,
        };
        kind && listed
    }

    /// Whether a field that the other set knows is not known here.
    fn misses(&self, other: &Self) -> bool {
        match (&self.kind, &other.kind) {
            (Kind::List { of, .. }, Kind::List { of: others, .. }) => of.misses(others),
            (Kind::Object { fields, .. }, Kind::Object { fields: others, .. }) => {
                others.iter().any(|(name, (_, set))| fields.get(name).is_none_or(|(_, own)| own.misses(set)))
            }
            _ => false,
        }
    }
}

fn follow<'d>(document: &'d Value, mut value: &'d Value) -> &'d Value {
    while let Some(reference) = value["$ref"].as_str() {
        value = document.pointer(&reference[1..]).expect("the reference leads somewhere");
    }
    value
}

fn entries(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flatten()
}
