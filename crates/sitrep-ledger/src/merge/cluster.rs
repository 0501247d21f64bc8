//! From pairs to groups: the same groups in whatever order the incidents come.
//!
//! 1. Incidents with a day and a place are joined, best pair of groups first, while the mean score over all pairs between
//!    the groups reaches the threshold: a chain of likenesses is not enough.
//! 2. An incident that is vague joins the one group it fits, unless another fits about as well. It ties no groups together.
//! 3. Vague incidents that are left are joined among themselves as in 1, by a stricter threshold.
//!
//! Two incidents of one article never come together: its author told them apart. People's decisions go before all scores.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use rustc_hash::{FxHashMap, FxHashSet};

use super::compare::Score;
use super::mention::{Mention, MentionKey};
use super::model::{Model, Weight};

/// What people decided about pairs of incidents.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Constraints {
    /// Pairs that are one incident.
    pub same: Vec<(MentionKey, MentionKey)>,
    /// Pairs that are two.
    pub apart: Vec<(MentionKey, MentionKey)>,
}

/// Groups incidents. `pairs` are those worth comparing (places in `mentions`); groups and their members come in the order of
/// their keys.
pub fn groups(
    model: &Model,
    mentions: &[&Mention],
    pairs: &[(usize, usize)],
    decided: &Constraints,
) -> Vec<Vec<usize>> {
    let mut order: Vec<usize> = (0..mentions.len()).collect();
    order.sort_by(|a, b| mentions[*a].key.cmp(&mentions[*b].key));
    let mut rank = vec![0; mentions.len()];
    order.iter().enumerate().for_each(|(r, at)| rank[*at] = r);
    let sorted: Vec<&Mention> = order.iter().map(|at| mentions[*at]).collect();
    let mut edges: Vec<(usize, usize)> = Vec::new();
    for (a, b) in pairs {
        if Score::of(mentions[*a], mentions[*b], model).total >= model.threshold {
            edges.push((rank[*a].min(rank[*b]), rank[*a].max(rank[*b])));
        }
    }
    let places: FxHashMap<&MentionKey, usize> = sorted.iter().enumerate().map(|(at, m)| (&m.key, at)).collect();
    let known = |pairs: &[(MentionKey, MentionKey)]| -> Vec<(usize, usize)> {
        pairs.iter().filter_map(|(a, b)| Some((*places.get(a)?, *places.get(b)?))).collect()
    };
    let (same, apart) = (known(&decided.same), known(&decided.apart));
    edges.extend(&same);
    let mut work = Components::of(sorted.len(), &edges);
    let mut out: Vec<Vec<usize>> = Vec::new();
    for component in work.all() {
        match component.as_slice() {
            [one] => out.push(vec![*one]),
            _ => out.extend(Grouping::new(model, &sorted, component, &same, &apart).run()),
        }
    }
    out.iter_mut().for_each(|group| group.sort_unstable());
    out.sort();
    out.into_iter().map(|group| group.into_iter().map(|r| order[r]).collect()).collect()
}

/// Union–find.
struct Components {
    parent: Vec<usize>,
}

impl Components {
    fn of(n: usize, edges: &[(usize, usize)]) -> Self {
        let mut all = Components { parent: (0..n).collect() };
        edges.iter().for_each(|(a, b)| all.union(*a, *b));
        all
    }

    fn find(&mut self, mut at: usize) -> usize {
        while self.parent[at] != at {
            self.parent[at] = self.parent[self.parent[at]];
            at = self.parent[at];
        }
        at
    }

    fn union(&mut self, a: usize, b: usize) {
        let (a, b) = (self.find(a), self.find(b));
        self.parent[a.max(b)] = a.min(b);
    }

    fn all(&mut self) -> Vec<Vec<usize>> {
        let mut found: FxHashMap<usize, Vec<usize>> = FxHashMap::default();
        for at in 0..self.parent.len() {
            found.entry(self.find(at)).or_default().push(at);
        }
        let mut all: Vec<_> = found.into_values().collect();
        all.sort();
        all
    }
}

/// A sum of scores that no score can lift: never together.
const NEVER: Weight = Weight::MIN / 4;

/// The work within one component.
struct Grouping<'a> {
    model: &'a Model,
    mentions: &'a [&'a Mention],
    /// Places in `mentions`, ascending.
    members: Vec<usize>,
    /// Groups that people made, else single members; by their first member, ascending.
    seeds: Vec<Vec<usize>>,
    apart: FxHashSet<(usize, usize)>,
}

impl<'a> Grouping<'a> {
    fn new(
        model: &'a Model,
        mentions: &'a [&'a Mention],
        members: Vec<usize>,
        same: &[(usize, usize)],
        apart: &[(usize, usize)],
    ) -> Self {
        let inside: FxHashMap<usize, usize> = members.iter().enumerate().map(|(at, m)| (*m, at)).collect();
        let tied: Vec<(usize, usize)> =
            same.iter().filter_map(|(a, b)| Some((*inside.get(a)?, *inside.get(b)?))).collect();
        let seeds = Components::of(members.len(), &tied).all();
        let seeds = seeds.into_iter().map(|seed| seed.into_iter().map(|at| members[at]).collect()).collect();
        let apart = apart.iter().flat_map(|(a, b)| [(*a, *b), (*b, *a)]).collect();
        Grouping { model, mentions, members, seeds, apart }
    }

    fn run(self) -> Vec<Vec<usize>> {
        debug_assert_eq!(self.members.len(), self.seeds.iter().map(Vec::len).sum::<usize>());
        let specific = |seed: &Vec<usize>| seed.iter().any(|m| !self.mentions[*m].is_vague());
        let (firm, vague): (Vec<_>, Vec<_>) = self.seeds.iter().cloned().partition(specific);
        let firm = self.join(firm, self.model.threshold);
        let (mut groups, left) = self.attach(firm, vague);
        groups.extend(self.join(left, self.model.loose_threshold));
        groups
    }

    /// The score of a pair, or [`NEVER`].
    fn pair(&self, a: usize, b: usize) -> Weight {
        let (x, y) = (self.mentions[a], self.mentions[b]);
        if x.key.article == y.key.article || self.apart.contains(&(a, b)) {
            return NEVER;
        }
        match Score::of(x, y, self.model).total {
            total if total < self.model.veto => NEVER,
            total => total.max(self.model.floor),
        }
    }

    fn sum(&self, a: &[usize], b: &[usize]) -> Weight {
        let mut sum = 0;
        for (x, y) in a.iter().flat_map(|x| b.iter().map(move |y| (*x, *y))) {
            match self.pair(x, y) {
                NEVER => return NEVER,
                score => sum += score,
            }
        }
        sum
    }

    /// Whether two groups are more than likely two incidents.
    fn are_two(&self, a: &[usize], b: &[usize]) -> bool {
        let mut sum: Weight = 0;
        for (x, y) in a.iter().flat_map(|x| b.iter().map(move |y| (*x, *y))) {
            if self.pair(x, y) == NEVER {
                return true;
            }
            sum += Score::of(self.mentions[x], self.mentions[y], self.model).total;
        }
        mean(sum, a.len() * b.len()).is_none_or(|mean| mean < self.model.two_threshold)
    }

    /// Joins the two groups with the best mean, again and again, while it reaches the threshold.
    fn join(&self, groups: Vec<Vec<usize>>, threshold: Weight) -> Vec<Vec<usize>> {
        let n = groups.len();
        let mut sums = vec![vec![0; n]; n];
        let mut heap = BinaryHeap::new();
        let mut groups: Vec<Option<Vec<usize>>> = groups.into_iter().map(Some).collect();
        let mut version = vec![0u32; n];
        for a in 0..n {
            for b in a + 1..n {
                let (Some(x), Some(y)) = (&groups[a], &groups[b]) else { continue };
                let sum = self.sum(x, y);
                (sums[a][b], sums[b][a]) = (sum, sum);
                if let Some(mean) = mean(sum, x.len() * y.len()).filter(|m| *m >= threshold) {
                    heap.push((mean, Reverse(a), Reverse(b), 0, 0));
                }
            }
        }
        while let Some((_, Reverse(a), Reverse(b), va, vb)) = heap.pop() {
            if version[a] != va || version[b] != vb {
                continue;
            }
            let (Some(mut x), Some(y)) = (groups[a].take(), groups[b].take()) else { continue };
            x.extend(y);
            groups[a] = Some(x);
            version[a] += 1;
            version[b] += 1;
            for c in 0..n {
                if c == a {
                    continue;
                }
                let (Some(x), Some(z)) = (&groups[a], &groups[c]) else { continue };
                let sum = match (sums[a][c], sums[b][c]) {
                    (NEVER, _) | (_, NEVER) => NEVER,
                    (s, t) => s + t,
                };
                (sums[a][c], sums[c][a]) = (sum, sum);
                if let Some(mean) = mean(sum, x.len() * z.len()).filter(|m| *m >= threshold) {
                    let (first, second) = (a.min(c), a.max(c));
                    heap.push((mean, Reverse(first), Reverse(second), version[first], version[second]));
                }
            }
        }
        groups.into_iter().flatten().collect()
    }

    /// Gives each vague seed to the one group it fits; those that fit none, or several, are left.
    fn attach(&self, firm: Vec<Vec<usize>>, vague: Vec<Vec<usize>>) -> (Vec<Vec<usize>>, Vec<Vec<usize>>) {
        let mut fits: Vec<(Reverse<Weight>, usize, usize)> = Vec::new();
        for (v, seed) in vague.iter().enumerate() {
            let mut means: Vec<(Weight, usize)> = Vec::new();
            for (g, group) in firm.iter().enumerate() {
                // what many articles tell of, one more is likelier to tell of: a bit for each doubling
                let mean = mean(self.sum(seed, group), seed.len() * group.len())
                    .map(|m| m + 1000 * Weight::from(group.len().ilog2()));
                means.extend(mean.filter(|m| *m >= self.model.vague_threshold).map(|m| (m, g)));
            }
            means.sort_by_key(|(mean, g)| (Reverse(*mean), *g));
            // another group that fits about as well matters if it is clearly another incident
            let rival = |best: &(Weight, usize), other: &(Weight, usize)| {
                best.0 - other.0 < self.model.vague_margin && self.are_two(&firm[best.1], &firm[other.1])
            };
            let clear = match means.as_slice() {
                [best, others @ ..] => !others.iter().any(|other| rival(best, other)),
                [] => true,
            };
            if let Some((mean, g)) = means.first().filter(|_| clear) {
                fits.push((Reverse(*mean), v, *g));
            }
        }
        fits.sort_unstable();
        let mut groups = firm;
        let mut taken = vec![false; vague.len()];
        for (_, v, g) in fits {
            // a vague one that came before may be of the same article
            let clash = |a: &usize, b: &usize| {
                self.mentions[*a].key.article == self.mentions[*b].key.article || self.apart.contains(&(*a, *b))
            };
            if vague[v].iter().any(|a| groups[g].iter().any(|b| clash(a, b))) {
                continue;
            }
            groups[g].extend(&vague[v]);
            taken[v] = true;
        }
        let left = vague.into_iter().zip(taken).filter(|(_, taken)| !taken).map(|(seed, _)| seed).collect();
        (groups, left)
    }
}

fn mean(sum: Weight, pairs: usize) -> Option<Weight> {
    let pairs = Weight::try_from(pairs).ok().filter(|p| *p > 0)?;
    (sum != NEVER).then(|| sum.div_euclid(pairs))
}
