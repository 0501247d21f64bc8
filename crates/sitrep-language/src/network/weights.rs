//! The weights of one component's network, as thinc serialises a model.
//!
//! A model is a list of nodes in breadth-first order, each with its name, dimensions, attributes and arrays. Nodes of one
//! name are taken in their order, which the architecture fixes.

use std::collections::VecDeque;

use rmpv::ValueRef;

use crate::error::{OpenError, Result};
use crate::msgpack::{self, Floats, field};

/// One node that has arrays.
#[derive(Debug)]
pub(crate) struct Node {
    name: String,
    arrays: Vec<(String, Floats)>,
    seed: Option<u32>,
}

/// The nodes of a model that have arrays, in order.
#[derive(Debug)]
pub(crate) struct Weights {
    file: String,
    nodes: VecDeque<Node>,
}

impl Weights {
    /// Reads a model file; `file` names it in errors.
    pub fn parse(bytes: &[u8], file: &str) -> Result<Weights> {
        let model = msgpack::parse_map(bytes, file)?;
        let list = |key: &str| field(&model, key).map(msgpack::items).unwrap_or_default();
        let (names, attrs, params) = (list("nodes"), list("attrs"), list("params"));
        if names.is_empty() || names.len() != attrs.len() || names.len() != params.len() {
            return Err(OpenError::damaged(file, "its nodes, attributes and arrays do not fit together"));
        }
        let mut nodes = VecDeque::new();
        for ((node, attrs), params) in names.iter().zip(attrs).zip(params) {
            let name = field(node, "name").and_then(msgpack::text).unwrap_or_default().to_owned();
            let mut arrays = Vec::new();
            for (key, value) in msgpack::entries(params) {
                if !matches!(value, ValueRef::Nil) {
                    arrays.push((msgpack::text(key).unwrap_or_default().to_owned(), msgpack::floats(value, file)?));
                }
            }
            if !arrays.is_empty() {
                nodes.push_back(Node { name, arrays, seed: seed(attrs) });
            }
        }
        Ok(Weights { file: file.into(), nodes })
    }

    /// Takes the next node of that name.
    pub fn take(&mut self, name: &str) -> Result<Node> {
        let at = self.nodes.iter().position(|node| node.name == name);
        at.and_then(|at| self.nodes.remove(at)).ok_or_else(|| self.damaged(format!("it lacks a node {name}")))
    }

    /// An error about this file.
    pub fn damaged(&self, what: impl Into<String>) -> OpenError {
        OpenError::damaged(&self.file, what)
    }

    /// Takes an array of a node, whose shape must be the one given.
    pub fn array(&self, node: &mut Node, key: &str, shape: &[usize]) -> Result<Vec<f32>> {
        let array = self.any_array(node, key)?;
        match array.shape == shape {
            true => Ok(array.values),
            false => Err(self.damaged(format!(
                "the array {key} of {} has the shape {:?}, where {shape:?} is needed",
                node.name, array.shape
            ))),
        }
    }

    /// Takes an array of a node, of any shape.
    pub fn any_array(&self, node: &mut Node, key: &str) -> Result<Floats> {
        let at = node.arrays.iter().position(|(name, _)| name == key);
        at.map(|at| node.arrays.swap_remove(at).1)
            .ok_or_else(|| self.damaged(format!("the node {} lacks the array {key}", node.name)))
    }

    /// The seed of a hash embedding.
    pub fn seed(&self, node: &Node) -> Result<u32> {
        node.seed.ok_or_else(|| self.damaged(format!("the node {} lacks its seed", node.name)))
    }
}

/// The attribute `seed`, which like every attribute is msgpack within msgpack.
fn seed(attrs: &ValueRef<'_>) -> Option<u32> {
    let number = match field(attrs, "seed")? {
        ValueRef::Binary(bytes) => msgpack::number(&msgpack::parse(bytes, "").ok()?),
        value => msgpack::number(value),
    };
    number.and_then(|n| u32::try_from(n).ok())
}
