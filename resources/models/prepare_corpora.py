#!/usr/bin/env python3
"""Cuts the reference corpora into the training and held-out files of the built-in models.

    prepare_corpora.py DATA OUT

DATA is the reference data folder (it holds corpora/ and parallel/), OUT receives zh/ and en/ with
two files for each source: NAME.train.txt and NAME.held-out.txt. One text stands on each line.
Every tenth text (9, 19, 29, ... from 0) of a source is held out; for the novels the count runs on
from one to the next. Needs `uconv`, which comes with ICU's development package, to turn traditional
characters into simplified ones. The same input gives the same output, byte for byte.
"""

import re
import subprocess
import sys
from pathlib import Path

NOVELS = ["三国演义", "水浒传", "红楼梦", "西游记"]  # the order defines the held-out lines

# English prose in today's spelling; the verse and the plays of the folder are left out.
STORIES = [
    "austen-emma", "austen-persuasion", "austen-sense", "bryant-stories", "burgess-busterbrown",
    "carroll-alice", "chesterton-ball", "chesterton-brown", "chesterton-thursday",
    "edgeworth-parents", "melville-moby_dick",
]
PARAGRAPH_CHARACTERS = 700  # the sources have one sentence per line; paragraphs are rebuilt to this

HAN = "\u3400-\u9fff\U00020000-\U0003ffff"
LONGEST_POEM = 250  # characters; longer ones are ballads without the forms that a class looks for


def simplify(text):
    """Traditional to simplified characters, by ICU's transliterator."""
    return subprocess.run(["uconv", "-f", "UTF-8", "-t", "UTF-8", "-x", "Traditional-Simplified"],
                          input=text.encode(), stdout=subprocess.PIPE, check=True).stdout.decode()


def distinct(texts):
    return list(dict.fromkeys(text for text in texts if text))


def novel_lines(folder):
    """Non-empty lines of the four novels, white space dropped."""
    for name in NOVELS:
        for line in (folder / f"{name}.txt").read_text(encoding="utf-8").split("\n"):
            line = "".join(line.split())
            if line:
                yield line


def is_clean_verse(text):
    """Only Chinese characters and verse punctuation: no gaps (□), notes or editors' brackets."""
    return re.fullmatch(f"[{HAN}，。？！、；：]+", text) and len(text) <= LONGEST_POEM


def is_regular(poem):
    """Every line has five characters, or every line has seven."""
    lines = re.split("[，。？！、；：]", poem.rstrip("，。？！；："))
    return {len(line) for line in lines} in ({5}, {7})


def tang_poems(folder):
    rows = simplify((folder / "tang-poems.tsv").read_text(encoding="utf-8")).splitlines()
    poems = (re.sub("（[^（）]*）", "", row.split("\t")[2]) for row in rows)
    return [poem for poem in distinct(poems) if is_clean_verse(poem) and is_regular(poem)]


def song_ci(folder):
    rows = (folder / "song-ci.tsv").read_text(encoding="utf-8").splitlines()
    return [text for text in distinct(row.split("\t")[2] for row in rows) if is_clean_verse(text)]


def parallel_side(path, column):
    rows = path.read_text(encoding="utf-8").splitlines()
    return distinct(row.split("\t")[column].strip() for row in rows)


DETOKENIZATION = [
    (r"[_*}{]+", ""),                     # marks of emphasis and of verse
    (r"\s+", " "),
    (r"`` ?", '"'), (r" ?''", '"'),       # double quotation marks
    (r"(^| )` ?", r"\1'"),                # an opening single one
    (r" '(?=[a-z]{1,2}\b)", "'"),         # 's, 'd, 'll, 're
    (r" n't\b", "n't"),
    (r" '(?=\W|$)", "'"),                 # a closing one, or a plural's possessive
    (r"(\w)' (\w+)\b(?<=er|en)", r"\1'\2"),  # o' er
    (r" ([,.;:?!)\]])", r"\1"), (r"([(\[]) ", r"\1"),
    (r" ?-- ?", "--"), (r" - ", "-"),
]


def detokenize(line):
    for pattern, replacement in DETOKENIZATION:
        line = re.sub(pattern, replacement, line)
    return line.strip()


def paragraphs(path):
    """Sentences joined, in their order, until a paragraph is long enough."""
    paragraph = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        line = detokenize(line)
        if not line or line.startswith("[") or line.isupper() or line.startswith("CHAPTER"):
            continue
        if paragraph and len(paragraph) + len(line) > PARAGRAPH_CHARACTERS:
            yield paragraph
            paragraph = ""
        paragraph = f"{paragraph} {line}".strip()
    if paragraph:
        yield paragraph


def write_split(out, name, texts):
    """Every tenth text goes to the held-out file, the others to the training file."""
    parts = {"train": [], "held-out": []}
    for index, text in enumerate(texts):
        parts["held-out" if index % 10 == 9 else "train"].append(text)
    for part, lines in parts.items():
        (out / f"{name}.{part}.txt").write_text("".join(line + "\n" for line in lines),
                                                encoding="utf-8")
    print(f"{out.name}/{name}: {len(parts['train'])} + {len(parts['held-out'])} texts, "
          f"{sum(map(len, texts))} characters")


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    data, out = Path(sys.argv[1]), Path(sys.argv[2])
    for language in ("zh", "en"):
        (out / language).mkdir(parents=True, exist_ok=True)
    chinese, english = data / "corpora" / "zh", data / "corpora" / "en"
    pairs = data / "parallel" / "cmn-eng.txt"

    write_split(out / "zh", "novels", list(novel_lines(chinese)))
    write_split(out / "zh", "tang-poems", tang_poems(chinese))
    write_split(out / "zh", "song-ci", song_ci(chinese))
    sentences = simplify("\n".join(parallel_side(pairs, 1))).split("\n")
    write_split(out / "zh", "sentences", distinct("".join(line.split()) for line in sentences))
    write_split(out / "en", "stories",
                [text for name in STORIES for text in paragraphs(english / f"{name}.txt")])
    write_split(out / "en", "sentences", parallel_side(pairs, 0))


if __name__ == "__main__":
    main()
