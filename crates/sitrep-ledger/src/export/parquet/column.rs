//! One column of a table: its type in the file, and how its values are laid down there.

use std::sync::Arc;

use ::parquet::basic::{ConvertedType, LogicalType, Repetition, Type as Physical};
use ::parquet::data_type::{BoolType, ByteArray, ByteArrayType, DoubleType, Int32Type, Int64Type};
use ::parquet::errors::Result;
use ::parquet::file::writer::SerializedColumnWriter;
use ::parquet::schema::types::Type;
use jiff::civil::{Date, date};

use crate::merge::days_between;

/// Days are counted from here.
const EPOCH: Date = date(1970, 1, 1);

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Text, or nothing.
    Text,
    /// A day, or nothing.
    Day,
    /// A number of people or characters, or nothing.
    Count,
    /// A number with a fraction, or nothing.
    Degrees,
    /// Yes, no, or nothing.
    Flag,
    /// Any number of names.
    Names,
}

/// A cell.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    /// Of [`Kind::Text`].
    Text(Option<String>),
    /// Of [`Kind::Day`].
    Day(Option<Date>),
    /// Of [`Kind::Count`].
    Count(Option<u64>),
    /// Of [`Kind::Degrees`].
    Degrees(Option<f64>),
    /// Of [`Kind::Flag`].
    Flag(Option<bool>),
    /// Of [`Kind::Names`].
    Names(Vec<String>),
}

impl Value {
    /// Text that is always there.
    pub fn some(text: impl Into<String>) -> Value {
        Value::Text(Some(text.into()))
    }

    /// Text that may be missing.
    pub fn text(text: Option<impl Into<String>>) -> Value {
        Value::Text(text.map(Into::into))
    }
}

/// The schema of a table.
pub(super) fn schema(name: &str, columns: &[(&str, Kind)]) -> Result<Type> {
    let fields = columns.iter().map(|(name, kind)| Ok(Arc::new(field(name, *kind)?))).collect::<Result<_>>()?;
    Type::group_type_builder(name).with_fields(fields).build()
}

fn field(name: &str, kind: Kind) -> Result<Type> {
    let text = |name, repetition| {
        Type::primitive_type_builder(name, Physical::BYTE_ARRAY)
            .with_repetition(repetition)
            .with_logical_type(Some(LogicalType::String))
            .build()
    };
    let plain = |physical| Type::primitive_type_builder(name, physical).with_repetition(Repetition::OPTIONAL);
    match kind {
        Kind::Text => text(name, Repetition::OPTIONAL),
        Kind::Day => plain(Physical::INT32).with_logical_type(Some(LogicalType::Date)).build(),
        Kind::Count => plain(Physical::INT64).build(),
        Kind::Degrees => plain(Physical::DOUBLE).build(),
        Kind::Flag => plain(Physical::BOOLEAN).build(),
        Kind::Names => {
            // the three levels that the format's rules for lists ask for
            let element = Arc::new(text("element", Repetition::REQUIRED)?);
            let list = Type::group_type_builder("list")
                .with_repetition(Repetition::REPEATED)
                .with_fields(vec![element])
                .build()?;
            Type::group_type_builder(name)
                .with_repetition(Repetition::REQUIRED)
                .with_logical_type(Some(LogicalType::List))
                .with_converted_type(ConvertedType::LIST)
                .with_fields(vec![Arc::new(list)])
                .build()
        }
    }
}

/// Writes the cells of a column, all of one kind.
pub(super) fn write<'a>(
    column: &mut SerializedColumnWriter<'_>,
    cells: impl ExactSizeIterator<Item = &'a Value> + Clone,
) -> Result<()> {
    // a cell without a value has level 0 and leaves nothing in the values
    let mut levels: Vec<i16> = Vec::with_capacity(cells.len());
    macro_rules! optional {
        ($kind:ident, $as:ty, $turn:expr) => {{
            let turn = $turn;
            let mut values = Vec::with_capacity(cells.len());
            for cell in cells {
                if let Value::$kind(value) = cell {
                    levels.push(i16::from(value.is_some()));
                    values.extend(value.as_ref().map(turn));
                }
            }
            column.typed::<$as>().write_batch(&values, Some(&levels), None)?;
        }};
    }
    match cells.clone().next() {
        None => {}
        Some(Value::Text(_)) => optional!(Text, ByteArrayType, |s: &String| ByteArray::from(s.as_bytes().to_vec())),
        Some(Value::Day(_)) => {
            optional!(Day, Int32Type, |day: &Date| i32::try_from(days_between(EPOCH, *day)).unwrap_or_default())
        }
        Some(Value::Count(_)) => optional!(Count, Int64Type, |n: &u64| i64::try_from(*n).unwrap_or(i64::MAX)),
        Some(Value::Degrees(_)) => optional!(Degrees, DoubleType, |n: &f64| *n),
        Some(Value::Flag(_)) => optional!(Flag, BoolType, |flag: &bool| *flag),
        Some(Value::Names(_)) => {
            let mut values = Vec::new();
            // 0 opens a list, 1 goes on with it
            let mut nesting: Vec<i16> = Vec::new();
            for cell in cells {
                let Value::Names(names) = cell else { continue };
                levels.extend(std::iter::repeat_n(i16::from(!names.is_empty()), names.len().max(1)));
                nesting.extend((0..names.len().max(1)).map(|at| i16::from(at > 0)));
                values.extend(names.iter().map(|n| ByteArray::from(n.as_bytes().to_vec())));
            }
            column.typed::<ByteArrayType>().write_batch(&values, Some(&levels), Some(&nesting))?;
        }
    }
    Ok(())
}
