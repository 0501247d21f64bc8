"""Counts where two parses of the same texts agree, and lists where they do not."""

from collections import Counter, defaultdict

KINDS = ["tokens", "tag", "pos", "morph", "lemma", "head", "head+label", "sentence", "entity"]
# Least agreement to reach, by language; None where nothing is asked.
FLOORS = {
    "en": {"tokens": 0.9999, "tag": 0.999, "lemma": 0.999, "head+label": 0.995, "sentence": 0.999, "entity": 0.995},
    "fr": dict.fromkeys(KINDS, 0.99),
    "es": dict.fromkeys(KINDS, 0.99),
}


class Score:
    """Agreement so far: `same` of `total` by kind, and the differences themselves."""

    def __init__(self):
        self.same, self.total = Counter(), Counter()
        self.differences = defaultdict(list)
        self.texts = 0

    def share(self, kind):
        return self.same[kind] / self.total[kind] if self.total[kind] else 1.0

    def add(self, theirs, ours):
        """Compares one text's two parses; `theirs` is the reference."""
        self.texts += 1
        text = theirs["text"]
        if ours.get("text") != text:
            raise ValueError(f"not the same text: {theirs['id']}")
        a = {(t["start"], t["end"]): t for t in theirs["tokens"]}
        b = {(t["start"], t["end"]): t for t in ours["tokens"]}
        self._spans("tokens", theirs["id"], text, a.keys(), b.keys(), f1=False)
        for span in a.keys() & b.keys():
            self._token(theirs, ours, span, a[span], b[span])
        starts = [{(t["start"],) for t in p["tokens"] if t["sent_start"]} for p in (theirs, ours)]
        self._spans("sentence", theirs["id"], text, *starts)
        ents = [{(e["start"], e["end"], e["label"]) for e in p["ents"]} for p in (theirs, ours)]
        self._spans("entity", theirs["id"], text, *ents)

    def _token(self, theirs, ours, span, a, b):
        values = []
        for parse, tok in ((theirs, a), (ours, b)):
            head = parse["tokens"][tok["head"]]
            values.append({
                "tag": tok["tag"], "pos": tok["pos"], "morph": tok.get("morph", ""), "lemma": tok["lemma"],
                "head": (head["start"], head["end"]),
                "head+label": (head["start"], head["end"], head["text"], tok["dep"]),
            })
        for kind, value in values[0].items():
            self.total[kind] += 1
            if value == values[1][kind]:
                self.same[kind] += 1
            else:
                self._differ(kind, theirs["id"], theirs["text"], span, value, values[1][kind])

    def _spans(self, kind, key, text, a, b, f1=True):
        """F1 of two sets, kept as 2·both of all; or the share of the reference's."""
        both = len(a & b)
        self.same[kind] += 2 * both if f1 else both
        self.total[kind] += len(a) + len(b) if f1 else len(a)
        for span in sorted(a - b):
            self._differ(kind, key, text, span, "there", "missing")
        for span in sorted(b - a):
            self._differ(kind, key, text, span, "not there", "added")

    def _differ(self, kind, key, text, span, theirs, ours):
        self.differences[kind].append((key, text, span, theirs, ours))


def table(scores, languages):
    """The scores side by side, one column a corpus; a mark where a floor is not reached."""
    names = list(scores)
    width = max([12] + [len(n) + 2 for n in names])
    lines = ["agreement with spaCy".ljust(24) + "".join(n.rjust(width) for n in names)]
    lines.append("texts".ljust(24) + "".join(f"{scores[n].texts:,}".rjust(width) for n in names))
    lines.append("tokens".ljust(24) + "".join(f"{scores[n].total['tokens']:,}".rjust(width) for n in names))
    titles = {"tokens": "token boundaries", "sentence": "sentence starts (F1)", "entity": "entities (F1)"}
    reached = True
    for kind in KINDS:
        cells = []
        for name in names:
            share, floor = scores[name].share(kind), FLOORS.get(languages[name], {}).get(kind)
            low = floor is not None and share < floor
            reached &= not low
            # Cut, not rounded: 100 % is said of no share that is less.
            cells.append(f"{int(share * 1e5) / 1e3:.3f}{'!' if low else ' '}".rjust(width))
        lines.append(titles.get(kind, kind).ljust(24) + "".join(cells))
    if not reached:
        lines.append("! below the floor of tools/parity/score.py")
    return "\n".join(lines), reached


def listing(score, kind, count):
    """The first differences of a kind, each with the words around it."""
    rows = score.differences[kind][:count]
    lines = [f"{len(score.differences[kind])} differences of {kind}; the first {len(rows)}:"]
    for key, text, span, theirs, ours in rows:
        start, end = span[0], span[1] if len(span) > 1 else span[0] + 1
        around = (text[max(0, start - 40):start] + "⟦" + text[start:end] + "⟧" + text[end:end + 30]).replace("\n", "⏎")
        what = " ".join(str(s) for s in span[2:])
        lines.append(f"  {key} @{start} {what}\n    …{around}…\n    spaCy: {theirs!r}\n    Sitrep: {ours!r}")
    return "\n".join(lines)
