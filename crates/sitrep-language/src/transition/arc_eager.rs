//! Dependency trees by arc-eager actions, non-monotonic, with sentence breaks.
//!
//! Nivre 2004, "Incrementality in Deterministic Dependency Parsing" (<https://aclanthology.org/W04-0308/>); Honnibal and
//! Johnson 2015, "An Improved Non-monotonic Transition System for Dependency Parsing" (<https://aclanthology.org/D15-1162/>).

use super::moves;
use super::projectivity;
use super::scorer::{Features, Scorer};
use crate::error::{OpenError, Result};
use crate::labels::{Label, Labels};
use crate::network::kernel::{Isa, Job, with_isa};
use crate::package::Package;

const SHIFT: usize = 0;
const REDUCE: usize = 1;
const LEFT: usize = 2;
const RIGHT: usize = 3;
const BREAK: usize = 4;
const KINDS: usize = 5;

/// What a parser finds for each token.
#[derive(Debug, Default, Clone)]
pub(crate) struct Tree {
    pub heads: Vec<u32>,
    pub deps: Vec<Label>,
    /// Whether a sentence starts there: yes (1), no (-1), unknown (0).
    pub sent_starts: Vec<i8>,
}

/// The actions of a dependency parser.
#[derive(Debug)]
pub(crate) struct ArcEager {
    moves: Vec<(usize, Label)>,
    /// For each set of valid kinds, what is added to the scores: nothing for valid actions, minus infinity for others.
    masks: Vec<Vec<f32>>,
    root: Label,
    /// For each label that holds the label of a lifted head's new parent: the plain label and that parent's.
    lifted: Vec<(Label, Label, Label)>,
}

impl ArcEager {
    /// Reads the parser's `moves` file.
    pub fn open(package: &mut Package, component: &str, labels: &mut Labels) -> Result<ArcEager> {
        let moves = moves::open(package, component, KINDS)?;
        if moves.iter().any(|m| m.label == "subtok") {
            return Err(OpenError::unsupported(format!("sub-token moves, in {component}")));
        }
        let mut lifted = Vec::new();
        for m in &moves {
            if let Some((plain, head)) = m.label.split_once("||") {
                let entry = (labels.intern(&m.label), labels.intern(plain), labels.intern(head));
                if !lifted.contains(&entry) {
                    lifted.push(entry);
                }
            }
        }
        let moves: Vec<(usize, Label)> = moves.iter().map(|m| (m.kind, labels.intern(&m.label))).collect();
        Ok(ArcEager { moves, masks: Vec::new(), root: labels.intern("ROOT"), lifted })
    }

    /// How many actions there are.
    pub fn len(&self) -> usize {
        self.moves.len()
    }

    /// Fits the actions to a scorer; to be called once before parsing.
    pub fn fit(&mut self, scorer: &Scorer) {
        let mask = |valid: usize| {
            let of = |&(kind, _): &(usize, Label)| if valid >> kind & 1 == 1 { 0.0 } else { f32::NEG_INFINITY };
            let mut mask: Vec<f32> = self.moves.iter().map(of).collect();
            mask.resize(scorer.padded_classes(), f32::NEG_INFINITY);
            mask
        };
        self.masks = (0..1 << KINDS).map(mask).collect();
    }

    /// Finds the tree of the tokens whose products are in `features`.
    ///
    /// `sent_starts` holds what is known of sentences before; `is_space` tells which tokens are white space.
    pub fn parse(
        &self,
        scorer: &Scorer,
        slots: usize,
        features: &mut Features,
        is_space: &[bool],
        sent_starts: &[i8],
    ) -> Tree {
        let state = State::new(sent_starts);
        let state = with_isa(Isa::detect(), Parse { moves: self, scorer, slots, features, state });
        let mut tree = Tree::default();
        for (i, &head) in state.heads.iter().enumerate() {
            tree.heads.push(if head < 0 { i as u32 } else { head as u32 });
            tree.deps.push(if head < 0 { self.root } else { state.labels[i] });
        }
        projectivity::restore(&mut tree, &self.lifted, is_space);
        tree
    }
}

/// The loop of [`ArcEager::parse`].
struct Parse<'a> {
    moves: &'a ArcEager,
    scorer: &'a Scorer,
    slots: usize,
    features: &'a mut Features,
    state: State,
}

impl Job for Parse<'_> {
    type Output = State;
    #[inline(always)]
    fn run(self, multiply_add: impl Fn(f32, f32, f32) -> f32 + Copy) -> State {
        let Parse { moves, scorer, slots, features, mut state } = self;
        let mut ids = [-1; 13];
        while !state.is_final() {
            state.fill_slots(&mut ids[..slots]);
            scorer.score(&ids[..slots], features, multiply_add);
            let Some(action) = best(&features.scores, &moves.masks[state.valid()]) else { break };
            let (kind, label) = moves.moves[action];
            state.apply(kind, label);
        }
        state
    }
}

/// The first of the highest scores that the mask lets through.
#[inline(always)]
pub(super) fn best(scores: &[f32], mask: &[f32]) -> Option<usize> {
    let mut lanes = [f32::NEG_INFINITY; 16];
    for (scores, mask) in scores.as_chunks::<16>().0.iter().zip(mask.as_chunks::<16>().0) {
        for lane in 0..16 {
            let score = scores[lane] + mask[lane];
            lanes[lane] = if score > lanes[lane] { score } else { lanes[lane] };
        }
    }
    let highest = lanes.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    match highest > f32::NEG_INFINITY {
        true => scores.iter().zip(mask).position(|(score, mask)| score + mask == highest),
        false => None,
    }
}

/// A state of the parser; see spaCy's `StateC`.
struct State {
    heads: Vec<i32>,
    labels: Vec<Label>,
    stack: Vec<u32>,
    rebuffer: Vec<u32>,
    next: usize,
    unshiftable: Vec<bool>,
    sent_starts: Vec<i8>,
    /// For each token its newest child on that side, for each child the one before it.
    left: Vec<i32>,
    right: Vec<i32>,
    left_before: Vec<i32>,
    right_before: Vec<i32>,
}

impl State {
    fn new(sent_starts: &[i8]) -> State {
        let n = sent_starts.len();
        let mut sent_starts = sent_starts.to_vec();
        if let Some(first) = sent_starts.first_mut() {
            *first = 1;
        }
        State {
            heads: vec![-1; n],
            labels: vec![Label::EMPTY; n],
            stack: Vec::new(),
            rebuffer: Vec::new(),
            next: 0,
            unshiftable: vec![false; n],
            sent_starts,
            left: vec![-1; n],
            right: vec![-1; n],
            left_before: vec![-1; n],
            right_before: vec![-1; n],
        }
    }

    #[inline(always)]
    fn s(&self, i: usize) -> i32 {
        match i < self.stack.len() {
            true => self.stack[self.stack.len() - 1 - i] as i32,
            false => -1,
        }
    }

    #[inline(always)]
    fn b(&self, i: usize) -> i32 {
        match i < self.rebuffer.len() {
            true => self.rebuffer[self.rebuffer.len() - 1 - i] as i32,
            false => {
                let at = self.next + i - self.rebuffer.len();
                if at < self.heads.len() { at as i32 } else { -1 }
            }
        }
    }

    #[inline(always)]
    fn nth(newest: &[i32], before: &[i32], head: i32, n: usize) -> i32 {
        let mut child = if head < 0 { -1 } else { newest[head as usize] };
        for _ in 1..n {
            child = if child < 0 { -1 } else { before[child as usize] };
        }
        child
    }

    #[inline(always)]
    fn l(&self, head: i32, n: usize) -> i32 {
        State::nth(&self.left, &self.left_before, head, n)
    }

    #[inline(always)]
    fn r(&self, head: i32, n: usize) -> i32 {
        State::nth(&self.right, &self.right_before, head, n)
    }

    /// The tokens of the feature slots; the larger set repeats a slip of spaCy's, on which its networks were trained.
    #[inline(always)]
    fn fill_slots(&self, ids: &mut [i32]) {
        let (s0, s1, b0) = (self.s(0), self.s(1), self.b(0));
        match ids.len() {
            8 => ids.copy_from_slice(&[b0, self.b(1), s0, s1, self.s(2), self.l(b0, 1), self.l(s0, 1), self.r(s0, 1)]),
            _ => ids.copy_from_slice(&[
                b0,
                self.b(1),
                s0,
                s1,
                self.s(2),
                self.l(s0, 1),
                self.r(s0, 1),
                self.l(b0, 1),
                self.r(s0, 2),
                self.l(s1, 1),
                self.l(s1, 2),
                self.r(s1, 1),
                self.r(s1, 2),
            ]),
        }
    }

    fn buffer_len(&self) -> usize {
        self.heads.len() - self.next + self.rebuffer.len()
    }

    fn is_final(&self) -> bool {
        self.stack.is_empty() && self.buffer_len() == 0
    }

    fn starts_sentence(&self, token: i32) -> bool {
        token >= 0 && self.sent_starts[token as usize] == 1
    }

    fn cannot_start_sentence(&self, token: i32) -> bool {
        token >= 0 && self.sent_starts[token as usize] == -1
    }

    /// The set of kinds of action that may be taken.
    #[inline(always)]
    fn valid(&self) -> usize {
        let (depth, buffer, b0) = (self.stack.len(), self.buffer_len(), self.b(0));
        let starts = self.starts_sentence(b0);
        let shift = depth == 0 || buffer >= 2 && !starts && !self.unshiftable[b0 as usize];
        let reduce = depth > 0 && (buffer == 0 || depth > 1 || !self.cannot_start_sentence(b0));
        let arc = depth > 0 && buffer > 0 && !starts;
        let b1 = self.b(1);
        let cut = buffer >= 2 && b1 == b0 + 1 && !self.starts_sentence(b1) && !self.cannot_start_sentence(b1);
        usize::from(shift) << SHIFT
            | usize::from(reduce) << REDUCE
            | usize::from(arc) << LEFT
            | usize::from(arc) << RIGHT
            | usize::from(cut) << BREAK
    }

    #[inline(always)]
    fn apply(&mut self, kind: usize, label: Label) {
        match kind {
            SHIFT => self.push(),
            REDUCE => {
                let Some(s0) = self.stack.pop() else { return };
                if self.heads[s0 as usize] < 0 && !self.stack.is_empty() {
                    self.unshiftable[s0 as usize] = true;
                    self.rebuffer.push(s0);
                }
            }
            LEFT => {
                let (head, child) = (self.b(0), self.s(0));
                self.add_arc(head, child, label);
                self.unshiftable[head as usize] = false;
                self.stack.pop();
            }
            RIGHT => {
                self.add_arc(self.s(0), self.b(0), label);
                self.push();
            }
            _ => {
                let b1 = self.b(1) as usize;
                self.sent_starts[b1] = 1;
            }
        }
    }

    fn push(&mut self) {
        match self.rebuffer.pop() {
            Some(token) => self.stack.push(token),
            None if self.next < self.heads.len() => {
                self.stack.push(self.next as u32);
                self.next += 1;
            }
            None => {}
        }
    }

    fn add_arc(&mut self, head: i32, child: i32, label: Label) {
        let (h, c) = (head as usize, child as usize);
        let old = self.heads[c];
        if old >= 0 {
            let (newest, before) = match old > child {
                true => (&mut self.left, &self.left_before),
                false => (&mut self.right, &self.right_before),
            };
            if newest[old as usize] == child {
                newest[old as usize] = before[c];
            }
        }
        let (newest, before) = match head > child {
            true => (&mut self.left, &mut self.left_before),
            false => (&mut self.right, &mut self.right_before),
        };
        before[c] = newest[h];
        newest[h] = child;
        self.heads[c] = head;
        self.labels[c] = label;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_first_of_equals_is_best() {
        let mut scores = [0.0f32; 32];
        scores[7] = 2.0;
        scores[20] = 2.0;
        let mut mask = [0.0f32; 32];
        assert_eq!(best(&scores, &mask), Some(7));
        mask[7] = f32::NEG_INFINITY;
        assert_eq!(best(&scores, &mask), Some(20));
        assert_eq!(best(&scores, &[f32::NEG_INFINITY; 32]), None);
    }

    proptest! {
        /// Whatever is chosen among the valid actions, parsing ends, and in a tree.
        #[test]
        fn every_sequence_of_valid_actions_ends(n in 0usize..12, choices in proptest::collection::vec(0usize..KINDS, 200)) {
            let mut state = State::new(&vec![0; n]);
            let mut steps = 0;
            while !state.is_final() {
                let valid = state.valid();
                prop_assert!(valid != 0, "no valid action");
                let start = choices[steps % choices.len()];
                let kind = (0..KINDS).map(|k| (k + start) % KINDS).find(|k| valid >> k & 1 == 1).unwrap();
                state.apply(kind, Label::EMPTY);
                steps += 1;
                prop_assert!(steps <= 20 * (n + 1), "no end in sight");
            }
            for i in 0..n {
                let mut at = i as i32;
                for _ in 0..=n {
                    at = if at < 0 { at } else { state.heads[at as usize] };
                }
                prop_assert!(at < 0, "a cycle");
            }
        }
    }
}
