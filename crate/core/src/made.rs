//! Ids of what is made: they tell when, so that nothing that is gone had the same. A rotation may still name an integration that
//! was removed, and who can undo a removal still has it.

use crate::account::Time;

/// Ids for what is made at this time, one after the other. As far as the clock goes on, nothing that was made before has one of
/// them; of what is there, the caller passes over what is in use.
pub(crate) fn ids(kind: char, at: Time) -> impl Iterator<Item = String> {
    std::iter::once(format!("{kind}{at}")).chain((1_u32..).map(move |count| format!("{kind}{at}-{count}")))
}
