//! Resolves names from standard input, one a line, each with the country codes the text speaks of after tabs: `Homs<TAB>SY<TAB>RU`.
//! Prints what was found as a line of JSON, `null` for unknown.

use std::io::BufRead;

use sitrep_gazetteer::{Context, CountryCode, Gazetteer};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let start = std::time::Instant::now();
    let mut gazetteer = Gazetteer::embedded()?;
    eprintln!("opened in {:?}", start.elapsed());
    for file in std::env::args().skip(1) {
        let report = gazetteer.import(file.as_ref())?;
        eprintln!("{file}: {} places, {} bad, {} left out", report.places, report.bad, report.left_out);
    }
    for line in std::io::stdin().lock().lines() {
        let line = line?;
        let mut parts = line.split('\t');
        let name = parts.next().unwrap_or("");
        let mut weight = 8.0;
        let context = parts.filter_map(CountryCode::new).fold(Context::new(), |context, code| {
            weight /= 2.0;
            context.country(code, weight)
        });
        println!("{}", serde_json::to_string(&gazetteer.resolve(name, &context))?);
    }
    Ok(())
}
