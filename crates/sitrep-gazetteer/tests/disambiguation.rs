//! Which namesake a text means, and when none.

use sitrep_gazetteer::{Context, CountryCode, Gazetteer, Precision, Resolution};

fn gazetteer() -> Gazetteer {
    Gazetteer::embedded().unwrap()
}

fn code(code: &str) -> CountryCode {
    CountryCode::new(code).unwrap()
}

fn about(countries: &[(&str, f64)]) -> Context {
    countries.iter().fold(Context::new(), |context, (c, weight)| context.country(code(c), *weight))
}

fn admin1(found: &Option<Resolution>) -> Option<&str> {
    found.as_ref()?.place.admin1.as_deref()
}

#[test]
fn the_articles_country_decides() {
    let gazetteer = gazetteer();
    for (name, country) in [
        ("Tripoli", "LB"),
        ("Tripoli", "LY"),
        ("Hama", "SY"),
        ("Sinjar", "IQ"),
        ("Sinjar", "SY"),
        ("Santa Ana", "SV"),
        ("Santa Ana", "US"),
        ("Cordoba", "CO"),
        ("Cordoba", "ES"),
        ("Valencia", "VE"),
        ("Georgia", "GE"),
    ] {
        let found = gazetteer.resolve(name, &about(&[(country, 3.0)])).unwrap();
        assert_eq!(found.place.country, Some(code(country)), "{name}");
    }
}

#[test]
fn capitals_abroad_are_known_and_hamlets_abroad_are_not() {
    let gazetteer = gazetteer();
    let syria = about(&[("SY", 5.0)]);
    for (name, country) in [("Moscow", "RU"), ("Geneva", "CH"), ("Washington", "US"), ("Riyadh", "SA"), ("Anbar", "IQ")]
    {
        let found = gazetteer.resolve(name, &syria).unwrap_or_else(|| panic!("{name} is unknown"));
        assert_eq!(found.place.country, Some(code(country)), "{name}");
    }
    // Each is the name of some town of a few thousand people, somewhere.
    for name in [
        "Police",
        "Reading",
        "Hope",
        "Best",
        "Union",
        "Victoria",
        "Syrian",
        "Front",
        "the Northern Province",
        "White House",
    ] {
        assert_eq!(gazetteer.resolve(name, &syria), None, "{name}");
    }
}

#[test]
fn unknown_names_stay_unknown() {
    let gazetteer = gazetteer();
    for context in [Context::new(), about(&[("SY", 1.0)]), about(&[("UA", 1.0), ("RU", 1.0)])] {
        for name in ["Qwertyville", "Xz", "", " ", ",", "()", "province", "the", "12", "Zzyzxabad al-Gharbiyah"] {
            assert_eq!(gazetteer.resolve(name, &context), None, "“{name}”");
        }
    }
}

#[test]
fn what_a_name_lies_within_decides_among_quarters() {
    let gazetteer = gazetteer();
    let syria = about(&[("SY", 1.0)]);
    assert_eq!(admin1(&gazetteer.resolve("Khalidiya, Homs", &syria)), Some("Homs"));
    assert_eq!(admin1(&gazetteer.resolve("Khalidiya", &syria.clone().within("Aleppo"))), Some("Aleppo"));
    assert_eq!(admin1(&gazetteer.resolve("Khalidiya in Aleppo", &syria)), Some("Aleppo"));
    assert_eq!(admin1(&gazetteer.resolve("Zahraa (Homs)", &syria)), Some("Homs"));
    assert_eq!(admin1(&gazetteer.resolve("Aleppo's Midan district", &syria)), Some("Aleppo"));
    let near = gazetteer.resolve("Homs", &syria).unwrap().place;
    assert_eq!(admin1(&gazetteer.resolve("Hamidiyeh", &syria.near(&near))), Some("Homs"));
}

#[test]
fn a_province_named_beside_a_name_decides() {
    let gazetteer = gazetteer();
    let colombia = about(&[("CO", 1.0)]);
    let antioquia = gazetteer.resolve("San Carlos", &colombia.clone().admin1("Antioquia department"));
    assert_eq!(admin1(&antioquia), Some("Antioquia"));
    assert!(antioquia.unwrap().terms.iter().any(|t| t.name == "admin1" && t.weight > 0.0));
}

#[test]
fn words_for_kinds_choose_between_town_and_province() {
    let gazetteer = gazetteer();
    let syria = about(&[("SY", 1.0)]);
    for (phrase, precision) in [
        ("Idlib", Precision::City),
        ("Idlib province", Precision::Admin1),
        ("the northwestern province of Idlib", Precision::Admin1),
        ("Homs city", Precision::City),
        ("Syria", Precision::Country),
        ("northern Syria", Precision::Country),
    ] {
        assert_eq!(gazetteer.resolve(phrase, &syria).unwrap().place.precision, precision, "{phrase}");
    }
}

#[test]
fn phrases_lead_to_the_place_they_are_by() {
    let gazetteer = gazetteer();
    let syria = about(&[("SY", 1.0)]);
    for (phrase, matched, coarse) in [
        ("southern outskirts of Deir Ezzor", "Deir Ezzor", true),
        ("south of Tabqa", "Tabqa", true),
        ("eastern Aleppo", "Aleppo", true),
        ("Douma", "Douma", false),
        ("Nosuchplace, Idlib", "Idlib", true),
        ("Nosuchplace and Saraqib", "Saraqib", true),
        ("Saraqib Idlib", "Saraqib", false),
        ("Syrias Idlib", "Idlib", false),
    ] {
        let found = gazetteer.resolve(phrase, &syria).unwrap_or_else(|| panic!("{phrase} is unknown"));
        assert_eq!((found.matched.as_str(), found.coarse), (matched, coarse), "{phrase}");
    }
}

#[test]
fn terms_add_up_to_the_score() {
    let gazetteer = gazetteer();
    let found = gazetteer.resolve("Tripoli", &about(&[("LB", 2.0), ("SY", 1.0)])).unwrap();
    let sum: f64 = found.terms.iter().map(|t| t.weight).sum();
    assert!((sum - found.score).abs() < 1e-9);
    assert!(found.confidence > 0.5 && found.confidence <= 1.0);
    assert!(found.others.iter().any(|o| o.place.country == Some(code("LY"))));
    assert!(found.terms.iter().all(|t| !t.detail.is_empty()));
}

#[test]
fn countries_and_divisions_by_any_of_their_names() {
    let gazetteer = gazetteer();
    for (word, country) in [("Syrians", "SY"), ("Ukrainian", "UA"), ("DRC", "CD"), ("Burma", "MM"), ("Ivorian", "CI")] {
        assert_eq!(gazetteer.country_of(word).unwrap().code, code(country), "{word}");
    }
    assert!(gazetteer.country_of("Homs").is_none());
    for (name, country, usual) in [
        ("Rural Damascus", "SY", "Rif Dimashq"),
        ("Damascus Countryside", "SY", "Rif Dimashq"),
        ("Hassakeh province", "SY", "Al-Hasakah"),
        ("Nineveh governorate", "IQ", "Nineveh"),
        ("Donetsk Oblast", "UA", "Donetsk"),
        ("Borno State", "NG", "Borno"),
        ("departamento de Antioquia", "CO", "Antioquia"),
        ("Hodeida", "YE", "Hodeidah"),
    ] {
        let found = gazetteer.admin1_named(name, code(country));
        assert_eq!(found.map(|p| p.name).as_deref(), Some(usual), "{name}");
    }
    assert!(gazetteer.admin1_named("Homs", code("IQ")).is_none());
}

#[test]
fn a_gazetteer_is_shared_between_threads() {
    let gazetteer = gazetteer();
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| assert!(!gazetteer.find("Homs").is_empty()));
        }
    });
}

proptest::proptest! {
    #[test]
    fn no_phrase_brings_the_resolver_down(name in "(\\PC{0,30}|([A-Z]?[a-z]{0,6}[ ,'’(-]){0,8}(province|Homs|Idlib|in|of|and|San)?)", admin1 in "\\PC{0,12}") {
        thread_local!(static WORLD: Gazetteer = gazetteer());
        WORLD.with(|world| {
            let context = about(&[("SY", 1.0), ("CO", 2.0)]).admin1(admin1.clone()).within(admin1.clone());
            if let Some(found) = world.resolve(&name, &context) {
                proptest::prop_assert!(found.score > 0.0);
            }
            Ok(())
        })?;
    }
}
