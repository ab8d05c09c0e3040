//! Which entries of an old list are which of a new one.

/// Old and new entries side by side, what only the old list has, and what only the new one has.
pub(crate) type Paired<T> = (Vec<(T, T)>, Vec<T>, Vec<T>);

/// One way to tell that two entries are the same.
pub(crate) type Same<'s, T> = &'s dyn Fn(&T, &T) -> bool;

/// Pairs the entries by each way to tell that two are the same, one way after the other.
pub(crate) fn paired<T>(old: Vec<T>, mut new: Vec<T>, sameness: &[Same<'_, T>]) -> Paired<T> {
    let (mut both, mut left) = (Vec::new(), old);
    for is_same in sameness {
        for one in std::mem::take(&mut left) {
            match new.iter().position(|other| is_same(&one, other)) {
                Some(index) => both.push((one, new.remove(index))),
                None => left.push(one),
            }
        }
    }
    (both, left, new)
}
