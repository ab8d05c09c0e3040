//! Locking that a panic elsewhere cannot poison.

use std::sync::{Mutex, MutexGuard, PoisonError};

/// Locks a mutex whose value is sound even after a panic: each of them holds a few plain values.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
