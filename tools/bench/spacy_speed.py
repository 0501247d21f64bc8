"""Times spaCy's `nlp.pipe` over the texts of a `{"id", "text"}` file; prints one JSON object.

    spacy_speed.py MODEL TEXTS PROCESSES BATCH

Timed is the pipe alone, from the first text to the last document: neither the import, nor opening the pipeline, nor writing anything.
"""

import json
import os
import resource
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "parity"))
from spacy_parse import load  # noqa: E402


def main():
    model, path, processes, batch = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    texts = [json.loads(line)["text"] for line in open(path, encoding="utf-8")]
    began = time.perf_counter()
    nlp = load(model)
    opened = time.perf_counter() - began
    for _ in nlp.pipe(texts[:8]):
        pass
    began = time.perf_counter()
    tokens = sum(len(doc) for doc in nlp.pipe(texts, n_process=processes, batch_size=batch))
    seconds = time.perf_counter() - began
    rss = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss + processes * resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    import spacy

    print(json.dumps({"seconds": seconds, "tokens": tokens, "open_seconds": opened, "components": nlp.pipe_names,
                      "spacy": spacy.__version__, "pipeline": f"{nlp.meta['lang']}_{nlp.meta['name']} {nlp.meta['version']}",
                      "resident_mb": rss / 1024, "cores": os.cpu_count()}))


if __name__ == "__main__":
    main()
