"""Makes two very small pipelines with random weights, and writes down what spaCy says with them.

    make venv && .venv/bin/python tools/parity/synthetic.py

They understand nothing; they are there so that the tests of `sitrep-language` run every component with no model installed. Each is
saved by spaCy into `crates/sitrep-language/tests/pipelines/NAME/`, its answers beside it into `NAME.jsonl`, in the shape of
`sitrep parse --jsonl`. The same seed gives the same files.

- `whole`: English tokenizer with a few special cases, a shared encoder, tagger, parser, entities with an encoder of their own,
  rules for attributes, lemmas by lookup, and a disabled morphologizer.
- `vectors`: no language's own rules, encoders with static vectors, sentence recogniser, morphologizer, the larger state of parser
  and entities, other numbers of layers and pieces.
"""

import json
import shutil
from pathlib import Path

import numpy
import spacy
from spacy.lookups import Lookups
from spacy.tokens import Doc
from spacy.training import Example
from spacy.util import fix_random_seed
from spacy.vectors import Vectors

import corpora
from spacy_parse import as_json

OUT = corpora.ROOT / "crates" / "sitrep-language" / "tests" / "pipelines"
SEED = 7
WIDTH = 8

TEXTS = [
    "Two mills by the river burned on Friday. Nobody was hurt, the mayor said.",
    "The ferry's crew (12 people) didn't leave until 4 p.m., when the storm had passed over Port Amrin.",
    "\"We can't say more,\" Ms. Orlo told reporters.\n\nHer office sent a note: see https://example.org/notes?id=3 or write to help@example.org.",
    "Prices rose 3.5% in May — from $4.20 to $4.35 — but wheat-growers in the north-east sold little...",
    "Bread    and   tea ;\tthen\r\nsleep\n",
    "Nurses thanked the drivers 🚑🚑, who had waited 👩‍👩‍👧‍👦 at the gate :-) for hours!!!",
    "سار الناس إلى السوق صباحا. The signs read שלום and Καλημέρα; a café nearby was closed.",
    "e\u0301cole\u200b\u00a0zéro\u2028end\u0007.",
    "One. Two! Three? (Four.) [Five] {six} «seven» 'eight' ``nine''",
    "word",
    " ",
    "",
    "The committee met and the committee voted and the committee left, " * 12 + "at last.",
]


def randomise(component, rng):
    """Gives every array of a model new values, so that no layer is all zeros or all ones."""
    for node in component.model.walk():
        for name in node.param_names:
            if not node.has_param(name):
                continue
            shape = node.get_param(name).shape
            values = rng.normal(1.0 if name == "G" else 0.0, 0.6, shape)
            node.set_param(name, values.astype("float32"))


def encoder(rows, depth=2, pieces=3, window=1, vectors=False, attrs=("NORM", "PREFIX", "SUFFIX", "SHAPE", "SPACY", "IS_SPACE")):
    return {
        "@architectures": "spacy.Tok2Vec.v2",
        "embed": {"@architectures": "spacy.MultiHashEmbed.v2", "width": WIDTH, "attrs": list(attrs),
                  "rows": [rows] * len(attrs), "include_static_vectors": vectors},
        "encode": {"@architectures": "spacy.MaxoutWindowEncoder.v2", "width": WIDTH, "depth": depth, "window_size": window,
                   "maxout_pieces": pieces},
    }


def listener():
    return {"@architectures": "spacy.Tok2VecListener.v1", "width": WIDTH, "upstream": "tok2vec"}


def tagger(tok2vec):
    return {"model": {"@architectures": "spacy.Tagger.v2", "nO": None, "normalize": False, "tok2vec": tok2vec}}


def transitions(kind, tok2vec, hidden=8, pieces=2, extra=False):
    return {"model": {"@architectures": "spacy.TransitionBasedParser.v2", "state_type": kind, "extra_state_tokens": extra,
                      "hidden_width": hidden, "maxout_pieces": pieces, "use_upper": True, "nO": None, "tok2vec": tok2vec}}


def add_labels(nlp):
    labels = {
        "tagger": ["NN", "NNS", "VBD", "DT", "IN", "JJ", ".", "_SP"],
        "parser": ["nsubj", "obj", "det", "prep", "pobj", "punct", "amod", "nsubj||prep", "dep"],
        "ner": ["PERSON", "GPE", "DATE"],
        "morphologizer": ["POS=NOUN", "Number=Plur|POS=NOUN", "POS=VERB|Tense=Past", "POS=PUNCT", "Case=Nom", "POS=SPACE"],
    }
    for name, component in nlp.components:
        for label in labels.get(name, []):
            component.add_label(label)


def initialise(nlp, rng):
    add_labels(nlp)
    doc = Doc(nlp.vocab, words=["Birds", "sang", "."], tags=["NNS", "VBD", "."], heads=[1, 1, 1],
              deps=["nsubj", "ROOT", "punct"], ents=["B-GPE", "O", "O"], morphs=["Number=Plur", "Tense=Past", ""],
              pos=["NOUN", "VERB", "PUNCT"], sent_starts=[True, False, False])
    nlp.initialize(lambda: [Example(nlp.make_doc(doc.text), doc)])
    for _, component in nlp.components:
        if hasattr(component, "model") and component.model not in (None, True):
            randomise(component, rng)


def whole(rng):
    nlp = spacy.blank("en")
    nlp.tokenizer.rules = {key: value for key, value in nlp.tokenizer.rules.items()
                           if key in ("don't", "didn't", "can't", "p.m.", "4p.m.", "Ms.", ":-)", "and/or", "a.m", "'em")}
    nlp.add_pipe("tok2vec", config={"model": encoder(60)})
    nlp.add_pipe("tagger", config=tagger(listener()))
    nlp.add_pipe("parser", config=transitions("parser", listener()) | {"min_action_freq": 1})
    nlp.add_pipe("morphologizer", config=tagger(encoder(10, depth=1)))
    nlp.add_pipe("attribute_ruler")
    nlp.add_pipe("ner", config=transitions("ner", encoder(50, depth=3, attrs=("NORM", "PREFIX", "SUFFIX", "SHAPE"))))
    tables = Lookups()
    tables.add_table("lemma_lookup", {"was": "be", "had": "have", "mills": "mill", "said": "say", "people": "person"})
    initialise(nlp, rng)
    # To initialise them would empty the rules, and ask for spaCy's own tables.
    ruler = nlp.get_pipe("attribute_ruler")
    for tag, pos in {"NN": "NOUN", "NNS": "NOUN", "VBD": "VERB", "DT": "DET", "IN": "ADP", "JJ": "ADJ", ".": "PUNCT"}.items():
        ruler.add([[{"TAG": tag}]], {"POS": pos, "MORPH": "Number=Plur" if tag == "NNS" else "_"})
    ruler.add([[{"IS_SPACE": True}]], {"TAG": "_SP", "POS": "SPACE"})
    ruler.add([[{"LOWER": "the"}, {"TAG": {"IN": ["NN", "NNS"]}}], [{"LOWER": {"IN": ["a", "an"]}}, {"TAG": {"NOT_IN": ["VBD"]}}]],
              {"POS": "DET", "LEMMA": "the"}, index=0)
    ruler.add([[{"TAG": {"REGEX": "^N"}}, {"ORTH": "."}]], {"POS": "PROPN"}, index=-2)
    nlp.add_pipe("lemmatizer", config={"mode": "lookup"}, after="attribute_ruler").lookups = tables
    nlp.disable_pipe("morphologizer")
    return nlp


def vectors(rng):
    nlp = spacy.blank("xx")
    nlp.tokenizer.rules = {key: value for key, value in nlp.tokenizer.rules.items() if key in (":-)", "e.g.", "''")}
    words = ["the", "The", "committee", "river", "and", "said", "سار", "café", "🚑", ".", "\n", "word", "Two"]
    nlp.vocab.vectors = Vectors(data=rng.normal(0, 1, (len(words) - 1, 5)).astype("float32"))
    for number, word in enumerate(words):
        # Two words share a vector, as in vectors that were pruned.
        nlp.vocab.vectors.add(word, row=number % (len(words) - 1))
    nlp.add_pipe("tok2vec", config={"model": encoder(40, depth=1, pieces=2, window=2, vectors=True, attrs=("LOWER", "ORTH", "SHAPE"))})
    nlp.add_pipe("senter", config=tagger(encoder(20, pieces=2, attrs=("NORM", "SUFFIX"))))
    nlp.add_pipe("morphologizer", config=tagger(listener()))
    nlp.add_pipe("parser", config=transitions("parser", listener(), hidden=6, pieces=3, extra=True) | {"min_action_freq": 1})
    nlp.add_pipe("ner", config=transitions("ner", encoder(30, depth=4, vectors=True), hidden=12, extra=True))
    initialise(nlp, rng)
    return nlp


def main():
    for name, make in {"whole": whole, "vectors": vectors}.items():
        fix_random_seed(SEED)
        nlp = make(numpy.random.RandomState(SEED))
        nlp.meta.update(name=name, version="1.0.0", description="Random weights, for tests")
        folder = OUT / name
        shutil.rmtree(folder, ignore_errors=True)
        nlp.to_disk(folder)
        # What is read back is what is asked: saving may drop what does not belong to the pipeline.
        nlp = spacy.load(folder)
        with open(OUT / f"{name}.jsonl", "w", encoding="utf-8") as out:
            for number, text in enumerate(TEXTS):
                out.write(json.dumps(as_json(f"{name}-{number}", nlp(text)), ensure_ascii=False) + "\n")
        size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
        print(f"{name}: {len(TEXTS)} texts, {size:,} bytes")


if __name__ == "__main__":
    main()
