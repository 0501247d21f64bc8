//! Gives lifted arcs their true heads back, and sentences their bounds.
//!
//! A parser that can only build projective trees is trained on trees whose crossing arcs were lifted, the label telling
//! the true head's: Nivre and Nilsson 2005, "Pseudo-Projective Dependency Parsing" (<https://aclanthology.org/P05-1013/>).

use super::arc_eager::Tree;
use crate::labels::Label;

/// Undoes liftings and marks sentence starts, as spaCy does.
pub(super) fn restore(tree: &mut Tree, lifted: &[(Label, Label, Label)], is_space: &[bool]) {
    let edges = subtree_edges(&tree.heads);
    for i in 0..tree.heads.len() {
        if let Some(&(_, plain, head_label)) = lifted.iter().find(|entry| entry.0 == tree.deps[i]) {
            tree.heads[i] = find_head(tree, &edges, i, head_label, is_space);
            tree.deps[i] = plain;
        }
    }
    tree.sent_starts = vec![-1; tree.heads.len()];
    for (i, (left, _)) in subtree_edges(&tree.heads).into_iter().enumerate() {
        if tree.heads[i] as usize == i {
            tree.sent_starts[left as usize] = 1;
        }
    }
}

/// The first token with that label, top-down and left to right below the head of token `i`; else that head.
fn find_head(tree: &Tree, edges: &[(u32, u32)], i: usize, label: Label, is_space: &[bool]) -> u32 {
    let head = tree.heads[i];
    let mut queue = vec![head];
    let mut seen = vec![false; tree.heads.len()];
    while !queue.is_empty() {
        let mut next = Vec::new();
        for parent in queue {
            let (left, right) = edges[parent as usize];
            for child in left..=right {
                let c = child as usize;
                if tree.heads[c] != parent || child == parent || c == i || is_space[c] || seen[c] {
                    continue;
                }
                if tree.deps[c] == label {
                    return child;
                }
                seen[c] = true;
                next.push(child);
            }
        }
        queue = next;
    }
    head
}

/// How often the edges are carried up a tree with crossing arcs; spaCy's bound.
const MAX_PASSES: usize = 12;

/// For each token the leftmost and rightmost token of its subtree.
fn subtree_edges(heads: &[u32]) -> Vec<(u32, u32)> {
    let mut edges: Vec<(u32, u32)> = (0..heads.len() as u32).map(|i| (i, i)).collect();
    for _ in 0..MAX_PASSES {
        for i in (0..heads.len()).chain((0..heads.len()).rev()) {
            let (left, right) = edges[i];
            let head = &mut edges[heads[i] as usize];
            *head = (head.0.min(left), head.1.max(right));
        }
        if heads_stay_inside(heads, &edges) {
            break;
        }
    }
    edges
}

/// Whether every head stands in its token's own sentence, as the edges of roots cut them.
fn heads_stay_inside(heads: &[u32], edges: &[(u32, u32)]) -> bool {
    let n = heads.len();
    let mut starts = vec![false; n];
    for (i, &head) in heads.iter().enumerate() {
        if head as usize == i {
            starts[edges[i].0 as usize] = true;
        }
    }
    let mut start = 0;
    for end in 0..n {
        if end > 0 && starts[end] || end + 1 == n {
            if heads[start..end].iter().any(|&head| (head as usize) < start || head as usize > end) {
                return false;
            }
            start = end;
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::labels::Labels;

    #[test]
    fn a_lifted_arc_finds_its_head() {
        let mut labels = Labels::new();
        let [root, conj, nsubj, lifted] = ["ROOT", "conj", "nsubj", "nsubj||conj"].map(|l| labels.intern(l));
        let mut tree = Tree { heads: vec![1, 1, 1, 2], deps: vec![lifted, root, conj, nsubj], sent_starts: vec![] };
        restore(&mut tree, &[(lifted, nsubj, conj)], &[false; 4]);
        assert_eq!(tree.heads, [2, 1, 1, 2]);
        assert_eq!(tree.deps[0], nsubj);
        assert_eq!(tree.sent_starts, [1, -1, -1, -1]);
    }
}
