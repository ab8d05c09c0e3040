//! Texts that must stay secret.

use zeroize::Zeroize;

/// Defines a text that is masked in `Debug` output and wiped from memory when dropped.
macro_rules! secret {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        ///
        /// It is masked in `Debug` output and wiped from memory when dropped. Copies that HTTP and JSON make are not
        /// wiped.
        #[derive(Clone, PartialEq, Eq, derive_more::Debug)]
        #[debug("{}(***)", stringify!($name))]
        pub struct $name(String);

        impl $name {
            /// Wraps the text. White space around it is dropped, since such texts are copied from pages and files.
            ///
            /// ```
            #[doc = concat!("let copied = tencent_chat::", stringify!($name), "::new(\"from a file\\n\");")]
            /// assert_eq!(copied.expose(), "from a file");
            /// ```
            pub fn new(text: impl Into<String>) -> Self {
                Self(zeroize::Zeroizing::new(text.into()).trim().to_owned())
            }

            /// Returns the text itself.
            ///
            /// ```
            #[doc = concat!("let secret = tencent_chat::", stringify!($name), "::new(\"abc\");")]
            /// assert_eq!((format!("{secret:?}").contains("abc"), secret.expose()), (false, "abc"));
            /// ```
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
    /// The secret key of an application, as the console shows it. It signs UserSigs.
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
    ///
    /// [`usersig`](crate::usersig) makes, reads and checks them.
    ///
    /// ```
    /// let user_sig = tencent_chat::UserSig::new("eJ-EXAMPLE-NOT-A-REAL-SIGNATURE_\n");
    /// assert_eq!(user_sig.expose(), "eJ-EXAMPLE-NOT-A-REAL-SIGNATURE_");
    /// assert_eq!(format!("{user_sig:?}"), "UserSig(***)");
    /// ```
    UserSig
}
