#!/usr/bin/env python3
"""Makes the texts that the built-in n-gram models are counted in.

    prepare_ngrams.py CORPORA

CORPORA is what prepare_corpora.py wrote. zh/ngrams.txt joins its Chinese training files; of the
English ones en/ngrams.txt has one sentence on each line, with blanks between words and punctuation,
as the program cuts a text before it asks a model of words.
"""

import re
import sys
from pathlib import Path

SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’']?\s+")
WORD = re.compile(r"\w+(?:['’]\w+)*|[^\w\s]")


def main():
    corpora = Path(sys.argv[1])
    chinese = "".join(file.read_text() for file in sorted((corpora / "zh").glob("*.train.txt")))
    (corpora / "zh/ngrams.txt").write_text(chinese)
    lines = []
    for file in sorted((corpora / "en").glob("*.train.txt")):
        for line in file.read_text().split("\n"):
            lines += [" ".join(WORD.findall(sentence)) for sentence in SENTENCE_END.split(line)]
    (corpora / "en/ngrams.txt").write_text("".join(line + "\n" for line in lines if line))


main()
