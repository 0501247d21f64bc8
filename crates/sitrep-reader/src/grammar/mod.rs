//! What the arcs of the tree mean, apart from any one language.
