//! Secrets that do not print themselves.

use zeroize::Zeroize;

/// A text that masks itself and is wiped from memory when dropped.
macro_rules! secret {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        ///
        /// It never prints itself and is wiped from memory when dropped. What HTTP and JSON copy of it on its way is not.
        #[derive(Clone, PartialEq, Eq, derive_more::Debug)]
        #[debug("{}(***)", stringify!($name))]
        pub struct $name(String);

        impl $name {
            /// Takes the text; white space around it is dropped, since such texts are copied from pages and files.
            pub fn new(text: impl Into<String>) -> Self {
                let text = zeroize::Zeroizing::new(text.into());
                Self(text.trim().to_owned())
            }

            /// The text itself.
            pub fn expose(&self) -> &str {
                &self.0
            }
        }

        impl Drop for $name {
            fn drop(&mut self) {
                self.0.zeroize();
            }
        }
    };
}

secret! {
    /// The application's secret key, as the console shows it.
    ///
    /// ```
    /// use tencent_chat::SecretKey;
    ///
    /// let key = SecretKey::new("5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e");
    /// assert_eq!(format!("{key:?}"), "SecretKey(***)");
    /// ```
    SecretKey
}

secret! {
    /// A signature that lets its bearer act as an account until it expires (TLSSigAPIv2).
    UserSig
}
