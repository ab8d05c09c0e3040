//! The number of an application.

use std::num::NonZeroU32;

use derive_more::Display;

use crate::error::Error;

/// Number of an application, assigned by the vendor's console.
///
/// ```
/// use tencent_chat::SdkAppId;
///
/// assert_eq!(SdkAppId::new(1400000000)?.get(), 1400000000);
/// assert!(SdkAppId::new(0).is_err());
/// # Ok::<(), tencent_chat::Error>(())
/// ```
#[derive(Debug, Display, Clone, Copy, PartialEq, Eq, Hash)]
pub struct SdkAppId(NonZeroU32);

impl SdkAppId {
    /// Takes the number as the console shows it.
    ///
    /// # Errors
    ///
    /// When it is 0.
    pub fn new(number: u32) -> Result<Self, Error> {
        let why = "the SDKAppID is 0; take the number that the Chat console shows";
        NonZeroU32::new(number).map(Self).ok_or_else(|| Error::refused(why))
    }

    /// The number.
    pub const fn get(self) -> u32 {
        self.0.get()
    }
}
