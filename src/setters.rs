//! Setters of builders.

/// Writes setters that take a value into the field of the same name, as it is or as the expression says.
macro_rules! setters {
    (@ $value:ident) => { $value };
    (@ $value:ident $set:expr) => { $set };
    ($($(#[$doc:meta])* $name:ident($value:ident: $type:ty) $(= $set:expr)?;)*) => {
        $(
            $(#[$doc])*
            pub fn $name(mut self, $value: $type) -> Self {
                self.$name = $crate::setters::setters!(@ $value $($set)?);
                self
            }
        )*
    };
}
pub(crate) use setters;
