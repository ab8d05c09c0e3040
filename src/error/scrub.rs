//! Takes secrets out of texts, however they are spelled.

use crate::contract::SECRET_PARAMETER;

const MASK: &str = "***";
/// So many characters of a secret in a row are masked; fewer tell nothing.
const RUN: usize = 12;

/// The text without the secrets, whole or in part, nor what follows `usersig=`.
///
/// They are found in either alphabet of base64, percent-encoded (also twice), as HTML entities, with escaped slashes,
/// and broken into lines.
pub(crate) fn scrubbed(text: &str, secrets: &[String]) -> String {
    let units = plain(text);
    let mut masked = vec![false; text.len() + 1];
    let mut mask = |units: &[Unit]| {
        let ends = units.first().map(|u| u.begin).zip(units.last().map(|u| u.end));
        ends.into_iter().for_each(|(begin, end)| masked[begin..end].fill(true));
    };
    let letters: Vec<char> = units.iter().map(|unit| folded(unit.is)).collect();
    for secret in secrets {
        let secret: Vec<char> = secret.chars().map(folded).collect();
        let run = RUN.min(secret.len());
        if run > 0 {
            let parts: std::collections::HashSet<&[char]> = secret.windows(run).collect();
            let found = letters.windows(run).enumerate().filter(|(_, window)| parts.contains(window));
            found.for_each(|(i, _)| mask(&units[i..i + run]));
        }
    }
    // Another one, such as the URL of an earlier call.
    let lower: Vec<char> = units.iter().map(|unit| unit.is.to_ascii_lowercase()).collect();
    let marker: Vec<char> = format!("{SECRET_PARAMETER}=").chars().collect();
    for (i, _) in lower.windows(marker.len()).enumerate().filter(|(_, window)| *window == marker) {
        let value = &units[i + marker.len()..];
        let length = value.iter().take_while(|unit| unit.is.is_ascii_alphanumeric() || SYMBOLS.contains(&unit.is));
        mask(&value[..length.count()]);
    }
    let mut clean = String::new();
    for (i, c) in text.char_indices() {
        match (masked[i], i > 0 && masked[i - 1]) {
            (false, _) => clean.push(c),
            (true, false) => clean.push_str(MASK),
            (true, true) => {}
        }
    }
    clean
}

/// What base64 writes beside letters and digits, in both of its alphabets and in UserSigs.
const SYMBOLS: [char; 6] = ['*', '-', '_', '+', '/', '='];

/// All those symbols as one.
fn folded(c: char) -> char {
    if SYMBOLS.contains(&c) { '*' } else { c }
}

/// A character that the text means, and where in the text it is spelled.
#[derive(Clone, Copy)]
struct Unit {
    is: char,
    begin: usize,
    end: usize,
}

/// The text as it was before it was encoded: without line breaks and backslashes, `%2A` and `&#42;` as `*`.
fn plain(text: &str) -> Vec<Unit> {
    let ends = text.char_indices().map(|(begin, is)| Unit { is, begin, end: begin + is.len_utf8() });
    let mut units: Vec<_> = ends.filter(|unit| !unit.is.is_whitespace() && unit.is != '\\').collect();
    // Twice, since a URL within a URL is encoded again.
    for _ in 0..2 {
        let (mut undone, mut rest) = (Vec::with_capacity(units.len()), &units[..]);
        while let [first, ..] = rest {
            let (is, length) = encoded(rest).unwrap_or((first.is, 1));
            undone.push(Unit { is, begin: first.begin, end: rest[length - 1].end });
            rest = &rest[length..];
        }
        units = undone;
    }
    units
}

/// The character that is encoded at the start, and the length of its code.
fn encoded(units: &[Unit]) -> Option<(char, usize)> {
    let code: String = units.iter().take(8).map(|unit| unit.is).collect();
    if let Some(hex) = code.strip_prefix('%') {
        return Some((u8::from_str_radix(hex.get(..2)?, 16).ok()?.into(), 3));
    }
    let name = code.strip_prefix('&')?.split_once(';')?.0;
    let number = name.strip_prefix('#').and_then(|number| match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok(),
        None => number.parse().ok(),
    });
    let named = [("amp", '&'), ("ast", '*'), ("plus", '+'), ("sol", '/'), ("equals", '='), ("lowbar", '_')];
    let named = named.iter().find(|(known, _)| *known == name).map(|(_, is)| *is);
    Some((number.and_then(char::from_u32).or(named)?, name.len() + 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIG: &str = "eJwlzMEKgkAUheF3mbWEd*-mOAFtWhShLYXalThjl2aamBlNi949U5fnO-Cf5Hy8RKt6kpwYX5NwMBRmYyqi_";

    #[test]
    fn a_secret_is_found_in_every_spelling_whole_or_in_part() {
        let standard = SIG.replace('*', "+").replace('-', "/").replace('_', "=");
        let all = |f: &dyn Fn(u8) -> String| SIG.bytes().map(f).collect::<String>();
        let spellings = [
            SIG.to_owned(),
            standard.clone(),
            standard.replace('/', "\\/"),
            SIG.replace('*', "%2A"),
            SIG.replace('*', "%252a"),
            all(&|b| format!("%{b:02x}")),
            all(&|b| format!("&#{b};")),
            all(&|b| format!("&#x{b:X};")),
            standard.replace('+', "&plus;").replace('/', "&sol;").replace('=', "&equals;"),
            format!("{}\r\n{}", &SIG[..40], &SIG[40..]),
            SIG[..SIG.len() / 2].to_owned(),
            SIG[20..33].to_owned(),
        ];
        for spelled in spellings {
            let clean = scrubbed(&format!("cannot inflate {spelled}, sorry"), &[SIG.to_owned()]);
            assert_eq!(clean, "cannot inflate ***, sorry", "{spelled}");
            assert_eq!(scrubbed(&format!("{spelled}?"), &[SIG.to_owned()]), "***?", "{spelled}");
        }
    }

    #[test]
    fn what_follows_the_parameters_name_is_masked_and_the_rest_is_not() {
        let clean = scrubbed("/v4/x?usersig=eJyOTHER*-_&random=1, UserSig=abc%2A.", &[SIG.to_owned()]);
        assert_eq!(clean, "/v4/x?usersig=***&random=1, UserSig=***.");
        for text in ["", "100 % of & nothing; ß 管理", "usersig", "%", "&#;", "%ZZ%é"] {
            assert_eq!(scrubbed(text, &[SIG.to_owned(), String::new()]), text);
        }
    }
}
