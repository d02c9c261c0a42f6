//! Components whose view is computed in the browser too: the server writes them into the page, and `frontend` takes each
//! over where it stands. They are few: whatever a fragment of HTML or an attribute can do is no component here.

mod units;

pub use units::{ChosenUnits, Units};
