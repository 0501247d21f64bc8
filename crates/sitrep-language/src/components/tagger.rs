//! Components that give each token one of a list of labels: tagger, morphologizer, sentence recogniser.

use serde_json::Value;

use crate::error::{OpenError, Result};
use crate::labels::{Label, Labels};
use crate::network::{Linear, Weights};
use crate::package::Package;
use crate::strings::symbol;

/// The output layer: one score for each label.
#[derive(Debug)]
pub(crate) struct Classifier {
    layer: Linear,
}

impl Classifier {
    /// Takes the node from a component's model.
    pub fn take(weights: &mut Weights, width: usize, labels: usize) -> Result<Classifier> {
        Ok(Classifier { layer: Linear::take(weights, "softmax", width, labels)? })
    }

    /// The best label of each token, the first of equals.
    pub fn best(&self, vectors: &[f32], scores: &mut Vec<f32>) -> Vec<usize> {
        self.layer.apply_all(vectors, scores);
        let best = |row: &[f32]| {
            let better =
                |best: (usize, f32), (i, &score): (usize, &f32)| if score > best.1 { (i, score) } else { best };
            row.iter().enumerate().fold((0, f32::NEG_INFINITY), better).0
        };
        scores.chunks_exact(self.layer.outputs()).map(best).collect()
    }
}

/// A component's `cfg` file.
pub(crate) fn settings(package: &mut Package, component: &str) -> Result<Value> {
    let file = format!("{component}/cfg");
    serde_json::from_slice(&package.read(&file)?).map_err(|e| OpenError::damaged(&file, e.to_string()))
}

/// The tags of a tagger, in the order of its scores.
pub(crate) fn tags(package: &mut Package, component: &str, labels: &mut Labels) -> Result<Vec<Label>> {
    let settings = settings(package, component)?;
    let tags: Option<Vec<Label>> = settings["labels"]
        .as_array()
        .map(|tags| tags.iter().filter_map(|tag| tag.as_str()).map(|tag| labels.intern(tag)).collect());
    tags.filter(|tags| !tags.is_empty())
        .ok_or_else(|| OpenError::damaged(&format!("{component}/cfg"), "it holds no labels"))
}

/// The features and the part of speech of each label of a morphologizer, in the order of its scores.
pub(crate) fn morphs(package: &mut Package, component: &str, labels: &mut Labels) -> Result<Vec<(Label, Label)>> {
    let settings = settings(package, component)?;
    if settings["extend"] == Value::Bool(true) {
        return Err(OpenError::unsupported(format!("a morphologizer that extends features, in {component}")));
    }
    let file = format!("{component}/cfg");
    let map = settings["labels_morph"].as_object().filter(|map| !map.is_empty());
    let map = map.ok_or_else(|| OpenError::damaged(&file, "it holds no labels"))?;
    let both = |(name, morph): (&String, &Value)| {
        let pos = settings["labels_pos"][name].as_u64().and_then(symbol).unwrap_or_default();
        let morph = morph.as_str().unwrap_or_default();
        (labels.intern(if morph == "_" { "" } else { morph }), labels.intern(pos))
    };
    Ok(map.iter().map(both).collect())
}
