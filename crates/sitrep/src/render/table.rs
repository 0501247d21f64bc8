//! Plain columns.

use unicode_width::UnicodeWidthStr;

/// Rows as columns, each as wide as its widest cell; a number's column is set to the right.
pub fn columns<const N: usize>(rows: &[[String; N]]) -> String {
    let widths: Vec<usize> = (0..N).map(|k| rows.iter().map(|row| row[k].width()).max().unwrap_or(0)).collect();
    let right: Vec<bool> = (0..N).map(|k| rows.iter().skip(1).all(|row| row[k].parse::<f64>().is_ok())).collect();
    let mut all = String::new();
    for row in rows {
        let mut line = String::new();
        for (k, cell) in row.iter().enumerate() {
            let gap = " ".repeat(widths[k] - cell.width());
            match right[k] {
                true => line.extend([gap.as_str(), cell]),
                false => line.extend([cell, gap.as_str()]),
            }
            line.push_str("  ");
        }
        all.push_str(line.trim_end());
        all.push('\n');
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_stand_to_the_right() {
        let rows = [["name", "MB"], ["a", "12.8"], ["日本", "3"]].map(|row| row.map(String::from));
        assert_eq!(columns(&rows), "name    MB\na     12.8\n日本     3\n");
    }
}
