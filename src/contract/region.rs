//! Regions, with their hosts.

use crate::contract::Region;

#[derive(Debug)]
pub(crate) struct RegionFacts {
    pub(crate) base_url: &'static str,
    pub(crate) backup_url: &'static str,
}

impl Region {
    /// Returns the base URL of the region's host.
    ///
    /// ```
    /// use tencent_chat::Region;
    ///
    /// assert_eq!("singapore".parse::<Region>()?.base_url(), Region::Singapore.base_url());
    /// assert_eq!(Region::SiliconValley.id(), "silicon-valley");
    /// # Ok::<(), tencent_chat::Error>(())
    /// ```
    pub const fn base_url(self) -> &'static str {
        Self::FACTS[self as usize].base_url
    }

    /// Returns the base URL of the region's backup host.
    pub const fn backup_url(self) -> &'static str {
        Self::FACTS[self as usize].backup_url
    }
}
