//! Prints the articles of a file or of standard input as JSON: `cargo run -p sitrep-article --example article -- PAGE`.

use std::io::Read;

use sitrep_article::{Options, read_all};

fn main() -> std::io::Result<()> {
    let bytes = match std::env::args().nth(1) {
        Some(path) => std::fs::read(path)?,
        None => {
            let mut bytes = Vec::new();
            std::io::stdin().read_to_end(&mut bytes)?;
            bytes
        }
    };
    match read_all(&bytes, &Options::default()) {
        Ok(articles) => {
            for article in articles {
                match article {
                    Ok(article) => println!("{}", serde_json::to_string_pretty(&article)?),
                    Err(error) => eprintln!("{error}"),
                }
            }
        }
        Err(error) => eprintln!("{error}"),
    }
    Ok(())
}
