//! Layers of one's own: what is taken, what is refused, what is kept.

use std::path::Path;

use proptest::prelude::*;
use sitrep_gazetteer::{Context, CountryCode, Error, Gazetteer, Import, ImportFormat, Precision};

fn code(code: &str) -> CountryCode {
    CountryCode::new(code).unwrap()
}

fn read(file: &str, data: &str) -> Result<Gazetteer, Error> {
    let mut gazetteer = Gazetteer::embedded()?;
    let format = ImportFormat::guess(Path::new(file), data.as_bytes());
    let import = Import::data(Path::new(file), data.as_bytes(), format, &gazetteer)?;
    gazetteer.add(import);
    Ok(gazetteer)
}

const PCODES: &str = "\u{feff}admin0Name,admin1Name,admin1Pcode,ADM2_EN,ADM2_PCODE,ADM2_AR,lat,lon\n\
#country+name,#adm1+name,#adm1+code,#adm2+name,#adm2+code,#adm2+name+ar,#geo+lat,#geo+lon\n\
Syria,Rural Damascus,SY03,Velmar District,SY0399,فلمار,33.6,36.5\n\
Syria,Idleb,SY07,Orrin,SY0798,,35.9,36.6\n";

#[test]
fn tables_with_pcodes() {
    let gazetteer = read("adm2.csv", PCODES).unwrap();
    let place = &gazetteer.find_in("Velmar District", code("SY"))[0];
    assert_eq!(place.id.as_str(), "import:SY0399");
    assert_eq!((place.admin1.as_deref(), place.precision), (Some("Rif Dimashq"), Precision::Admin2));
    assert_eq!((place.lat, place.lon), (Some(33.6), Some(36.5)));
    assert_eq!(gazetteer.find("فلمار")[0].name, "Velmar District");
    let found = gazetteer.resolve("Orrin", &Context::new().country(code("SY"), 1.0)).unwrap();
    assert_eq!(found.place.admin1.as_deref(), Some("Idlib"));
}

#[test]
fn plain_tables_with_semicolons() {
    let data =
        "name;country;province;latitude;longitude;aliases\nTel Orrin;IQ;Ninewa;36,31;42,9;Tell Orrin|Orrin Hill\n";
    let gazetteer = read("places.csv", data).unwrap();
    let place = &gazetteer.find("Orrin Hill")[0];
    assert_eq!((place.name.as_str(), place.admin1.as_deref(), place.lat), ("Tel Orrin", Some("Nineveh"), Some(36.31)));
}

/// A line of a GeoNames dump for an invented feature.
fn geonames(id: u32, name: &str, class: &str, feature: &str, admin1: &str) -> String {
    format!(
        "{id}\t{name}\t{name}\tVariant {name}\t34.5\t36.5\t{class}\t{feature}\tSY\t\t{admin1}\t\t\t\t1200\t\t400\tAsia/Damascus\t2026-01-01\n"
    )
}

#[test]
fn geonames_dumps() {
    let data = [
        geonames(1, "Orrin Quarter", "P", "PPLX", "11"),
        geonames(2, "Orrin Field", "S", "AIRB", "11"),
        geonames(3, "Orrin Spring", "H", "SPNG", "11"),
        geonames(4, "Velmar", "P", "PPL", "99"),
    ]
    .concat();
    let gazetteer = read("SY.txt", &data).unwrap();
    let quarter = &gazetteer.find("Variant Orrin Quarter")[0];
    assert_eq!(quarter.id.as_str(), "geonames:1");
    assert_eq!((quarter.precision, quarter.admin1.as_deref()), (Precision::District, Some("Homs")));
    assert_eq!(gazetteer.find("Orrin Field")[0].precision, Precision::Exact);
    assert!(gazetteer.find("Orrin Spring").is_empty());
    assert_eq!(gazetteer.find_in("Velmar", code("SY"))[0].admin1, None);
}

#[test]
fn json_with_names_by_language() {
    let data = r#"[
        {"id": "sy-homs-orrin-velmar", "governorateId": "sy-homs", "districtId": "sy-homs-orrin", "name": {"en": "Velmar", "ar": "فلمار"},
         "aliases": [{"value": "Felmar", "language": "en"}], "centroid": {"latitude": 34.6, "longitude": 36.9}},
        {"id": "sy-homs-orrin", "governorateId": "sy-homs", "name": {"en": "Orrin"}, "centroid": {"latitude": 34.7, "longitude": 36.8}},
        {"name": "Dabbat Orrin", "country": "IQ", "lat": 36.0, "lon": 43.0, "aliases": ["Orrin Hill"], "precision": "exact"}
    ]"#;
    let gazetteer = read("districts.json", data).unwrap();
    let place = &gazetteer.find_in("Felmar", code("SY"))[0];
    assert_eq!((place.admin1.as_deref(), place.admin2.as_deref()), (Some("Homs"), Some("Orrin")));
    let hill = &gazetteer.find("Orrin Hill")[0];
    assert_eq!((hill.precision, hill.country), (Precision::Exact, Some(code("IQ"))));
}

#[test]
fn saved_layers_open_again() {
    let folder = tempfile::tempdir().unwrap();
    let (source, saved) = (folder.path().join("adm2.csv"), folder.path().join("adm2.places"));
    std::fs::write(&source, PCODES).unwrap();
    let mut gazetteer = Gazetteer::embedded().unwrap();
    let import = Import::file(&source, &gazetteer).unwrap();
    assert_eq!((import.report().places, import.report().bad), (4, 0));
    import.save(&saved).unwrap();
    gazetteer.open_layer(&saved).unwrap();
    assert_eq!(gazetteer.layers().count(), 2);
    assert_eq!(gazetteer.find_in("Orrin", code("SY"))[0].admin1.as_deref(), Some("Idlib"));
}

#[test]
fn errors_tell_file_line_and_remedy() {
    for (file, data, told) in [
        ("a.csv", "foo,bar\n1,2\n", "a.csv:1: no column of names; give a header"),
        ("a.csv", "", "a.csv:1: no column of names"),
        ("a.csv", "name,country\n,SY\n", "a.csv:2: no name; give the row a name"),
        ("a.csv", "name,country\nOrrin,\n", "a.csv:2: no country; add a column `country`"),
        ("a.json", "[{\"name\": ", "a.json:1: EOF"),
        ("a.json", "{\"x\": 1}", "a.json:1: no array of places; give a JSON array"),
        ("a.json", "[1, {}, null]", "entry 1 has no name"),
        ("a.txt", "1\tx\n", "a.txt:1: no column of names"),
    ] {
        let error = read(file, data).map(|_| ()).unwrap_err().to_string();
        assert!(error.contains(told), "{error}\nlacks\n{told}");
    }
    let mut gazetteer = Gazetteer::embedded().unwrap();
    let error = gazetteer.import(Path::new("/nonexistent/x.csv")).unwrap_err();
    assert!(matches!(error, Error::Io { .. }) && error.to_string().contains("/nonexistent/x.csv"));
}

#[test]
fn bad_rows_are_reported_and_the_rest_is_taken() {
    let data = format!(
        "{}broken line\n{}",
        geonames(1, "Orrin", "P", "PPL", "11"),
        geonames(2, "Velmar", "P", "PPL", "11").replace("34.5", "north")
    );
    let gazetteer = Gazetteer::embedded().unwrap();
    let import = Import::data(Path::new("SY.txt"), data.as_bytes(), ImportFormat::GeoNames, &gazetteer).unwrap();
    // Orrin, and its division.
    assert_eq!((import.report().places, import.report().bad), (2, 2));
    assert!(import.report().problems.iter().any(|p| p.to_string().starts_with("SY.txt:3: coordinates “north”")));
}

#[test]
fn damaged_layers_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let saved = folder.path().join("x.places");
    let mut gazetteer = Gazetteer::embedded().unwrap();
    Import::data(Path::new("a.csv"), PCODES.as_bytes(), ImportFormat::Csv, &gazetteer).unwrap().save(&saved).unwrap();
    let whole = std::fs::read(&saved).unwrap();
    for len in (0..whole.len()).step_by(7) {
        std::fs::write(&saved, &whole[..len]).unwrap();
        assert!(matches!(gazetteer.open_layer(&saved), Err(Error::Layer { .. })), "cut to {len}");
    }
    // A flipped byte is refused, or at worst changes an answer: it never brings the program down.
    for at in (0..whole.len()).step_by(11) {
        let mut bytes = whole.clone();
        bytes[at] ^= 0xff;
        std::fs::write(&saved, &bytes).unwrap();
        let mut gazetteer = GAZETTEER.with(|g| g.borrow_mut().take()).unwrap_or_else(|| Gazetteer::embedded().unwrap());
        if gazetteer.open_layer(&saved).is_err() {
            GAZETTEER.with(|g| *g.borrow_mut() = Some(gazetteer));
        } else {
            for name in ["Orrin", "Velmar District", "Rif Dimashq", "Idlib"] {
                let _ = gazetteer.find(name);
            }
        }
    }
}

thread_local! {
    /// Opened once, and again only after a damaged layer got in.
    static GAZETTEER: std::cell::RefCell<Option<Gazetteer>> = const { std::cell::RefCell::new(None) };
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]
    #[test]
    fn no_bytes_bring_an_import_down(data in proptest::collection::vec(any::<u8>(), 0..400), start in 0usize..4) {
        thread_local!(static WORLD: Gazetteer = Gazetteer::embedded().unwrap());
        let starts = ["", "name,country,lat,lon\n", "[{\"name\":", "1\tx\tx\t\t1\t1\tP\tPPL\tSY\t\t11\t\t\t\t1\t\t\t\t\n"];
        let mut bytes = starts[start].as_bytes().to_vec();
        bytes.extend(data);
        WORLD.with(|world| {
            for format in [ImportFormat::Csv, ImportFormat::Json, ImportFormat::GeoNames] {
                let _ = Import::data(Path::new("x"), &bytes, format, world);
            }
        });
    }
}

#[test]
fn deep_json_and_endless_lines_are_refused() {
    let deep = "[".repeat(100_000);
    assert!(read("a.json", &deep).is_err());
    let long = format!("name,country\n{},SY\n", "x".repeat(1 << 20));
    let gazetteer = read("a.csv", &long).unwrap();
    assert!(gazetteer.find(&"x".repeat(1 << 20)).iter().all(|p| p.name.len() <= 255));
}

#[test]
fn the_shared_lists_of_syria() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/gazetteers");
    if !folder.is_dir() {
        println!("skipped: no {}", folder.display());
        return;
    }
    let mut gazetteer = Gazetteer::embedded().unwrap();
    for (file, least) in
        [("syria-governorates.json", 14), ("syria-districts.json", 60), ("syria-subdistricts.json", 200)]
    {
        let report = gazetteer.import(&folder.join(file)).unwrap();
        assert_eq!(report.bad, 0, "{file}: {:?}", report.problems);
        assert!(report.places >= least, "{file}: {}", report.places);
    }
    let syria = Context::new().country(code("SY"), 1.0);
    for (name, admin1) in [
        ("Hasaka Governorate", "Al-Hasakah"),
        ("Harim", "Idlib"),
        ("Markaz Rif Dimashq", "Rif Dimashq"),
        ("Homs", "Homs"),
    ] {
        let found = gazetteer.resolve(name, &syria).unwrap_or_else(|| panic!("{name} is unknown"));
        assert_eq!(found.place.admin1.as_deref(), Some(admin1), "{name}");
    }
}
