//! Places by name: an embedded world gazetteer, its spellings, and the choice among namesakes.
//!
//! ```
//! use sitrep_gazetteer::{Context, CountryCode, Gazetteer};
//!
//! let gazetteer = Gazetteer::embedded()?;
//! let syria = gazetteer.country_of("Syrians").unwrap().code;
//!
//! // Every namesake, the most populous first.
//! assert!(gazetteer.find("Tripoli").len() > 1);
//!
//! // The one that a text means, and why.
//! let context = Context::new().country(syria, 4.0);
//! let found = gazetteer.resolve("Khan Sheikhoun", &context).unwrap();
//! assert_eq!(found.place.admin1.as_deref(), Some("Idlib"));
//! for term in &found.terms {
//!     println!("{:+.1} {}: {}", term.weight, term.name, term.detail);
//! }
//!
//! // A name nobody knows stays unknown.
//! assert!(gazetteer.resolve("Qwertyville", &context).is_none());
//! # Ok::<(), sitrep_gazetteer::Error>(())
//! ```
//!
//! # The types that matter
//! - [`Gazetteer`]: open it once, share it between threads. [`Gazetteer::find`] lists, [`Gazetteer::resolve`] decides,
//!   [`Gazetteer::country_of`] and [`Gazetteer::admin1_named`] read countries, their people and their provinces.
//! - [`Place`]: name, first- and second-order division, country, coordinates and what these stand for ([`Precision`]).
//! - [`Context`]: what the text says around a name. [`Resolution`]: the place, and the [`Term`]s that made the choice.
//! - [`Import`]: layers of one's own, from GeoNames dumps, lists with p-codes, and JSON; saved as files that open at once.
//!
//! # What it holds
//! Towns of 500 inhabitants and more (1500 in thirty countries with dense networks of hamlets) with their alternate names, first- and second-order
//! divisions, from GeoNames (CC BY 4.0; see `sitrep-gazetteer-data`); and, kept by hand in `data/*.toml`: countries and their people, usual English names of
//! divisions, regions, quarters and spots that texts on wars name.
//!
//! # What it does not do
//! It finds no names in running text, knows no streets or buildings, and never guesses: a name that it does not hold, or that only some far
//! hamlet bears, is unknown. Coordinates of divisions are the mean of their towns; a
//! district without a town stands where its province does, at that precision.

mod attach;
mod context;
mod country;
mod curated;
mod error;
mod fold;
mod gazetteer;
mod hints;
mod import;
mod layer;
mod place;
mod resolve;
mod score;
mod words;

pub use context::Context;
pub use country::Country;
pub use error::Error;
pub use fold::{LONGEST_NAME, alike, compact, fold, loose};
pub use gazetteer::Gazetteer;
pub use import::{Import, ImportFormat, ImportReport, pack_world};
pub use layer::{LayerMeta, Spelling};
pub use place::{CountryCode, Place, PlaceId, Precision};
pub use resolve::{Resolution, Scored, Term};
