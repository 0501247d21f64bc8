//! The schemas of what the ledger keeps: of a record's parts as their own crate describes them, of what is derived from them by
//! `schemas.json`.

use serde_json::{Map, Value};
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::Schema;
use utoipa::{PartialSchema, ToSchema};

/// Names schemas that [`components`] has: types here are names only.
macro_rules! named {
    ($($name:ident)*) => {$(
        pub struct $name;
        impl PartialSchema for $name {
            fn schema() -> RefOr<Schema> {
                RefOr::T(Schema::default())
            }
        }
        impl ToSchema for $name {}
    )*};
}

named!(Summary Record Claim Check Explanation AccordView SourceRow Stats ArticleLine Logged Pair
    Clusters Timeline Facets);

/// Where a schema's parts are named in a description.
const HERE: &str = "#/components/schemas/";

/// All schemas that are not derived from types of this crate, by name.
pub fn components() -> Map<String, Value> {
    let mut all: Map<String, Value> = serde_json::from_str(include_str!("schemas.json")).unwrap_or_default();
    let mut record = sitrep_record::json_schema();
    if let Some(record) = record.as_object_mut() {
        record.remove("$schema");
        if let Some(Value::Object(parts)) = record.remove("$defs") {
            all.extend(parts);
        }
    }
    all.insert("Record".to_owned(), record);
    all.values_mut().for_each(point_here);
    all
}

fn point_here(value: &mut Value) {
    match value {
        Value::Object(members) => {
            if let Some(Value::String(target)) = members.get_mut("$ref") {
                *target = target.replace("#/$defs/", HERE);
            }
            members.values_mut().for_each(point_here);
        }
        Value::Array(items) => items.iter_mut().for_each(point_here),
        _ => {}
    }
}
