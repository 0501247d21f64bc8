//! Named entities by BILUO actions: a token begins an entity, is in it, is its last, is one by itself, or is outside.
//!
//! Lample et al. 2016, "Neural Architectures for Named Entity Recognition" (<https://arxiv.org/abs/1603.01360>).

use super::arc_eager::best;
use super::moves;
use super::scorer::{Features, Scorer};
use crate::document::EntityData;
use crate::error::Result;
use crate::labels::{Label, Labels};
use crate::network::kernel::{Isa, Job, with_isa};
use crate::package::Package;

const BEGIN: usize = 1;
const IN: usize = 2;
const LAST: usize = 3;
const UNIT: usize = 4;
const OUT: usize = 5;
const KINDS: usize = 7;

/// The actions of an entity recogniser.
#[derive(Debug)]
pub(crate) struct Biluo {
    moves: Vec<(usize, Label)>,
    /// What is added to the scores outside entities: by whether an entity may begin here, and may be one token.
    outside: [Vec<f32>; 4],
    /// For each action that begins an entity, those that go on with it and end it.
    inside: Vec<(Option<usize>, Option<usize>)>,
}

impl Biluo {
    /// Reads the recogniser's `moves` file.
    pub fn open(package: &mut Package, component: &str, labels: &mut Labels) -> Result<Biluo> {
        let moves: Vec<(usize, Label)> =
            moves::open(package, component, KINDS)?.iter().map(|m| (m.kind, labels.intern(&m.label))).collect();
        let find = |kind: usize, label: Label| moves.iter().position(|&m| m == (kind, label));
        let inside = moves.iter().map(|&(_, label)| (find(IN, label), find(LAST, label))).collect();
        Ok(Biluo { moves, outside: Default::default(), inside })
    }

    /// How many actions there are.
    pub fn len(&self) -> usize {
        self.moves.len()
    }

    /// Fits the actions to a scorer; to be called once before use.
    pub fn fit(&mut self, scorer: &Scorer) {
        self.outside = std::array::from_fn(|which| {
            let (begin, unit) = (which & 1 == 1, which & 2 == 2);
            let valid = |&(kind, label): &(usize, Label)| match kind {
                OUT => true,
                BEGIN => begin && label != Label::EMPTY,
                UNIT => unit && label != Label::EMPTY,
                _ => false,
            };
            let of = |m: &(usize, Label)| if valid(m) { 0.0 } else { f32::NEG_INFINITY };
            let mut mask: Vec<f32> = self.moves.iter().map(of).collect();
            mask.resize(scorer.padded_classes(), f32::NEG_INFINITY);
            mask
        });
    }

    /// Finds the entities of the tokens whose products are in `features`; none crosses a sentence start.
    pub fn recognise(
        &self,
        scorer: &Scorer,
        slots: usize,
        features: &mut Features,
        is_space: &[bool],
        sent_starts: &[i8],
        entities: &mut Vec<EntityData>,
    ) {
        with_isa(Isa::detect(), Recognise { moves: self, scorer, slots, features, is_space, sent_starts, entities });
    }
}

/// The loop of [`Biluo::recognise`].
struct Recognise<'a> {
    moves: &'a Biluo,
    scorer: &'a Scorer,
    slots: usize,
    features: &'a mut Features,
    is_space: &'a [bool],
    sent_starts: &'a [i8],
    entities: &'a mut Vec<EntityData>,
}

impl Job for Recognise<'_> {
    type Output = ();
    #[inline(always)]
    fn run(self, multiply_add: impl Fn(f32, f32, f32) -> f32 + Copy) {
        let Recognise { moves: system, scorer, slots, features, is_space, sent_starts, entities } = self;
        let n = is_space.len();
        // The entity that is open: where it began, and the action that began it.
        let mut open: Option<(usize, usize)> = None;
        let mut ids = [-1i32; 6];
        for i in 0..n {
            let more = i + 1 < n;
            let same_sentence = more && sent_starts[i + 1] != 1;
            if let Some((start, began)) = open {
                let (go_on, end) = system.inside[began];
                let action = match (go_on.filter(|_| same_sentence), end) {
                    (None, Some(end)) => Some(end),
                    (Some(go_on), None) => Some(go_on),
                    (None, None) => None,
                    (Some(go_on), Some(end)) => {
                        fill_slots(&mut ids[..slots], i, Some(start));
                        scorer.score(&ids[..slots], features, multiply_add);
                        let (a, b) = (features.scores[go_on], features.scores[end]);
                        Some(if a > b || a == b && go_on < end { go_on } else { end })
                    }
                };
                match action {
                    Some(action) if Some(action) == go_on => {}
                    Some(action) => {
                        let label = system.moves[action].1;
                        entities.push(EntityData { start: start as u32, end: i as u32 + 1, label });
                        open = None;
                    }
                    None => return,
                }
                continue;
            }
            fill_slots(&mut ids[..slots], i, None);
            scorer.score(&ids[..slots], features, multiply_add);
            let begin = same_sentence && !is_space[i];
            let mask = &system.outside[usize::from(begin) | usize::from(!is_space[i]) << 1];
            let Some(action) = best(&features.scores, mask) else { return };
            let (kind, label) = system.moves[action];
            match kind {
                BEGIN => open = Some((i, action)),
                UNIT => entities.push(EntityData { start: i as u32, end: i as u32 + 1, label }),
                _ => {}
            }
        }
    }
}

/// The tokens of the feature slots: the next token, and the open entity's.
#[inline(always)]
fn fill_slots(ids: &mut [i32], next: usize, start: Option<usize>) {
    ids.fill(-1);
    ids[0] = next as i32;
    let Some(start) = start else { return };
    match ids.len() {
        3 => {
            ids[1] = start as i32;
            ids[2] = next as i32 - 1;
        }
        _ => {
            for (slot, token) in ids[1..].iter_mut().zip(start..next) {
                *slot = token as i32;
            }
        }
    }
}
