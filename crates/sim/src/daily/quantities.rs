//! Quantities that files of worlds have in common.

use toml::Spanned;

use super::DAY;
use crate::design::{reader::Reader, units};

/// A time of whole days.
pub(crate) fn whole_days(
    reader: &mut Reader<'_>,
    what: &str,
    text: &Spanned<String>,
    least: u32,
) -> Option<u32> {
    let time = reader.duration(what, text)?;
    let days = u32::try_from(time / DAY).ok();
    let found = days.filter(|days| time.is_multiple_of(DAY) && *days >= least);
    if found.is_none() {
        let message = format!("{what} is \"{}\"", text.get_ref());
        let help = format!("write whole days, at least {least}, as in \"7d\"");
        reader.wrong(text.span().start, message, help);
    }
    found
}

/// An amount of dollars; none where nothing is written.
pub(crate) fn dollars(
    reader: &mut Reader<'_>,
    what: &str,
    text: Option<&Spanned<String>>,
) -> Option<f64> {
    text.map_or(Some(0.0), |text| {
        reader.quantity(what, text, units::dollars)
    })
}
