//! Enums of the contract's values.

/// An enum of values, each with its name in the contract, its documentation and a row of facts; `build.rs` writes the
/// invocation.
macro_rules! plain_enum {
    ($name:ident $doc:literal $facts:ty; $($variant:ident $id:literal $variant_doc:literal $row:expr;)*) => {
        #[doc = $doc]
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $name {
            $(#[doc = $variant_doc] $variant,)*
        }

        impl $name {
            /// Every value of the contract.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];
            pub(crate) const FACTS: &'static [$facts] = &[$($row),*];

            /// Returns the name in the contract.
            ///
            /// ```
            /// use tencent_chat::Region;
            ///
            /// assert_eq!(Region::SiliconValley.id(), "silicon-valley");
            /// ```
            pub const fn id(self) -> &'static str {
                match self {
                    $(Self::$variant => $id,)*
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.id())
            }
        }
    };
}
pub(crate) use plain_enum;
