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
    /// // What a firewall must let pass.
    /// for region in Region::ALL {
    ///     println!("{region}: {} and {}", region.base_url(), region.backup_url());
    /// }
    /// ```
    pub const fn base_url(self) -> &'static str {
        Self::FACTS[self as usize].base_url
    }

    /// Returns the base URL of the region's backup host.
    ///
    /// ```
    /// use tencent_chat::Region;
    ///
    /// assert_ne!(Region::Tokyo.backup_url(), Region::Tokyo.base_url());
    /// ```
    pub const fn backup_url(self) -> &'static str {
        Self::FACTS[self as usize].backup_url
    }
}
