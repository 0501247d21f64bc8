//! The numeric side: weights, kernels, and the networks built of them.

pub(crate) mod kernel;
mod linear;
mod maxout;
mod tok2vec;
mod weights;

pub(crate) use linear::Linear;
pub(crate) use tok2vec::{Shape, StaticVectors, Tok2Vec, VectorCache};
pub(crate) use weights::Weights;
