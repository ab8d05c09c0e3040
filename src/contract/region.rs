//! Regions, with their hosts.

use std::fmt;

use crate::generated::contract::Region;

#[derive(Debug)]
pub(crate) struct RegionFacts {
    pub(crate) id: &'static str,
    pub(crate) base_url: &'static str,
    pub(crate) backup_url: &'static str,
}

impl Region {
    /// Returns the ID, such as `silicon-valley`. It is also what [`FromStr`](std::str::FromStr) reads.
    ///
    /// ```
    /// use tencent_chat::Region;
    ///
    /// assert_eq!("singapore".parse::<Region>()?.base_url(), Region::Singapore.base_url());
    /// assert_eq!(Region::SiliconValley.id(), "silicon-valley");
    /// # Ok::<(), tencent_chat::Error>(())
    /// ```
    pub const fn id(self) -> &'static str {
        Self::FACTS[self as usize].id
    }

    /// Returns the base URL of the region's host.
    pub const fn base_url(self) -> &'static str {
        Self::FACTS[self as usize].base_url
    }

    /// Returns the base URL of the region's backup host.
    pub const fn backup_url(self) -> &'static str {
        Self::FACTS[self as usize].backup_url
    }
}

impl fmt::Display for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.id())
    }
}
