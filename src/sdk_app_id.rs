//! The ID of an application.

use std::num::NonZeroU32;
use std::str::FromStr;

use derive_more::Display;

use crate::error::Error;

/// The ID of an application (SDKAppID), assigned by the vendor's console. It is never 0.
///
/// ```
/// use tencent_chat::SdkAppId;
///
/// assert_eq!(SdkAppId::new(1400000000)?.get(), 1400000000);
/// assert_eq!("1400000000".parse::<SdkAppId>()?, SdkAppId::try_from(1400000000)?);
/// assert!(SdkAppId::new(0).is_err());
/// # Ok::<(), tencent_chat::Error>(())
/// ```
#[derive(Debug, Display, Clone, Copy, PartialEq, Eq, Hash)]
pub struct SdkAppId(NonZeroU32);

impl SdkAppId {
    /// Returns the ID with this number, as the console shows it.
    ///
    /// ```
    /// use tencent_chat::SdkAppId;
    ///
    /// let app = SdkAppId::new(1400000000)?;
    /// # Ok::<(), tencent_chat::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When the number is 0.
    pub fn new(number: u32) -> Result<Self, Error> {
        let why = "the SDKAppID is 0; take the number that the Chat console shows";
        NonZeroU32::new(number).map(Self).ok_or_else(|| Error::refused(why))
    }

    /// Returns the number.
    ///
    /// ```
    /// use tencent_chat::SdkAppId;
    ///
    /// assert_eq!(SdkAppId::new(1400000000)?.get(), 1400000000);
    /// # Ok::<(), tencent_chat::Error>(())
    /// ```
    pub const fn get(self) -> u32 {
        self.0.get()
    }
}

impl TryFrom<u32> for SdkAppId {
    type Error = Error;

    fn try_from(number: u32) -> Result<Self, Error> {
        Self::new(number)
    }
}

impl FromStr for SdkAppId {
    type Err = Error;

    /// Reads the number in decimal. White space around it is ignored.
    fn from_str(text: &str) -> Result<Self, Error> {
        // The text is not repeated: it may be the key.
        let why = |_| Error::refused("the SDKAppID is not a number such as 1400000000");
        text.trim().parse().map_err(why).and_then(Self::new)
    }
}
