//! Who claims, is accused of or denies an incident.

use sitrep_record::Responsibility;

use crate::assemble::Context;
use crate::incident::Incidents;

/// Every statement of responsibility.
pub(crate) fn read(_context: Context<'_>, _incidents: &Incidents) -> Vec<Responsibility> {
    Vec::new()
}
