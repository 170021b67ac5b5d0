#!/usr/bin/env python3
"""Makes the n-gram fixtures with KenLM's lmplz: tests/engine/ngram/cases/lmplz/NAME/.

    make_ngram_fixtures.py LMPLZ

LMPLZ is the program (https://github.com/kpu/kenlm). The texts are drawn from a small grammar with
Zipf's frequencies and a fixed seed: large enough for every discount to be estimated, small enough
to be kept. The last new word of a text occurs once, because lmplz counts the n-grams of its last
word by their occurrences (lm/builder/adjust_counts.cc, the last loop), which then makes no
difference.
"""

import random
import subprocess
import sys
from pathlib import Path

CASES = Path(__file__).resolve().parents[1] / "engine/ngram/cases/lmplz"
SEED = 7

NAMES = {  # name: (order, cut-offs)
    "bigram": (2, []),
    "order-3": (3, []),
    "order-5": (5, []),
    "pruned": (4, [0, 0, 1, 1]),
}


def text():
    draw = random.Random(SEED)
    words = [f"w{rank}" for rank in range(1, 400)]
    weights = [1 / rank for rank in range(1, 400)]
    # Each word has its own few followers, so that there is something to learn.
    after = {word: draw.choices(words, weights, k=6) for word in words}
    lines = []
    for _ in range(260):
        line = draw.choices(words, weights)
        while len(line) < 12 and draw.random() > 0.12:
            follower = draw.random() < 0.7
            line += draw.choices(after[line[-1]]) if follower else draw.choices(words, weights)
        lines.append(" ".join(line))
    lines.insert(5, "")  # an empty line is a sentence
    lines.append("w1 última")
    return "\n".join(lines) + "\n"


def main():
    lmplz = sys.argv[1]
    for name, (order, cutoffs) in NAMES.items():
        folder = CASES / name
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "text.txt").write_text(text(), encoding="utf-8")
        prune = ["--prune", *map(str, cutoffs)] if cutoffs else []
        arpa = subprocess.run([lmplz, "-o", str(order), "-S", "64M", *prune],
                              input=text().encode(), stdout=subprocess.PIPE, check=True).stdout
        (folder / "expected.arpa").write_bytes(arpa)
        (folder / "cutoffs.txt").write_text(" ".join(map(str, cutoffs)) + "\n")
        (folder / "source.md").write_text(
            f"KenLM 0.3.0, `lmplz -o {order} {' '.join(prune)}`, on text.txt,"
            f" which tests/tools/make_ngram_fixtures.py draws with seed {SEED}.\n")


main()
