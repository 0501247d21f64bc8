//! The numeric side: weights, kernels, and the networks built of them.

mod cache;
pub(crate) mod kernel;
mod linear;
mod maxout;
mod tok2vec;
mod weights;

pub(crate) use cache::{KnownRecords, SharedRecords};
pub(crate) use linear::Linear;
pub(crate) use tok2vec::{Scratch, Shape, StaticVectors, Tok2Vec};
pub(crate) use weights::Weights;
