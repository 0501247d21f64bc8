//! Packs the table made by `tools/gazetteer/build.py` into the embedded layer: `pack PLACES.tsv WORLD.bin`.

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [table, out] = args.as_slice() else {
        return Err("usage: pack PLACES.tsv WORLD.bin".into());
    };
    let packed = sitrep_gazetteer::pack_world(table.as_ref())?;
    std::fs::write(out, &packed)?;
    println!("{} bytes -> {out}", packed.len());
    Ok(())
}
