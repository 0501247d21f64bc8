//! Builds anew when the bundled styles and scripts have changed.

fn main() {
    // cargo takes a folder that is missing for one that has always changed
    let _ = std::fs::create_dir_all("web/dist");
    println!("cargo:rerun-if-changed=web/dist");
}
