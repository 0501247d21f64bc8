//! The names of features and of their levels, once: the model gives them weights, the comparison picks them.

/// Features and their levels as the model's file writes them, in the order of [`Feature`].
pub(crate) const FEATURES: &[(&str, &[&str])] = &[
    ("type", TypeLevel::NAMES),
    ("place", PlaceLevel::NAMES),
    ("date", DateLevel::NAMES),
    ("actors", ActorLevel::NAMES),
    ("killed", TollLevel::NAMES),
    ("others", TollLevel::NAMES),
    ("subject", SubjectLevel::NAMES),
    ("wording", WordingLevel::NAMES),
];

/// What is compared of two incidents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Feature {
    Type,
    Place,
    Date,
    Actors,
    Killed,
    Others,
    Subject,
    Wording,
}

impl Feature {
    pub fn name(self) -> &'static str {
        FEATURES[self as usize].0
    }
}

macro_rules! levels {
    ($(#[$doc:meta])* $name:ident { $($level:ident = $text:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum $name { $($level),+ }
        impl $name {
            pub const NAMES: &[&str] = &[$($text),+];
        }
    };
}

levels!(TypeLevel { Singular = "singular", SameRare = "same_rare", Same = "same", Related = "related", Open = "open", Different = "different" });
levels!(PlaceLevel {
    SameSpot = "same_spot",
    Alike = "alike",
    VeryNear = "very_near",
    Within = "within",
    SameTown = "same_town",
    InCity = "in_city",
    Province = "province",
    Around = "around",
    Near = "near",
    Unknown = "unknown",
    Unlike = "unlike",
    Elsewhere = "elsewhere",
    Far = "far",
    Abroad = "abroad",
});
levels!(DateLevel {
    SameDay = "same_day",
    Overnight = "overnight",
    Overlap = "overlap",
    Loose = "loose",
    NextDay = "next_day",
    Near = "near",
    Apart = "apart",
    ReportedSoon = "reported_soon",
    ReportedLater = "reported_later",
    ReportedApart = "reported_apart",
    UndatedClose = "undated_close",
    UndatedWeek = "undated_week",
    UndatedApart = "undated_apart",
    Unknown = "unknown",
});
levels!(ActorLevel { Same = "same", Compatible = "compatible", Conflict = "conflict" });
levels!(TollLevel {
    EqualLarge = "equal_large",
    Equal = "equal",
    EqualSmall = "equal_small",
    Close = "close",
    Unknown = "unknown",
    Differ = "differ",
    Sum = "sum",
    Contradict = "contradict",
});
levels!(SubjectLevel {
    Same = "same",
    Thing = "thing",
    Several = "several",
    Shared = "shared",
    Unknown = "unknown",
    Other = "other",
});
levels!(WordingLevel { Same = "same", Much = "much", Some = "some", Little = "little", Unknown = "unknown" });
