#!/usr/bin/env python3
"""Writes the sentences that the built-in classifiers and taggers learn from.

    write_sentences.py CORPORA OUT

CORPORA is what ../models/prepare_corpora.py wrote. OUT receives sentiment-en.csv, sentiment-zh.csv,
entities-en.conll and entities-zh.conll: sentences put together from the phrases in phrases/, a frame
with names in its places, or a thing and what is said of it; for entities also everyday sentences of
CORPORA, whose names are known and exchanged for others.

The same input gives the same files, byte for byte.
"""

import csv
import json
import random
import re
import sys
from pathlib import Path

HERE = Path(__file__).parent
SENTENCES = 6000  # for each language and task


def phrases(name):
    return json.loads((HERE / "phrases" / f"{name}.json").read_text(encoding="utf-8"))


def article(word):
    return ("an " if word[0] in "aeiou" else "a ") + word


class English:
    space = " "
    stop = "."
    next = ". "

    @staticmethod
    def sentence(text):
        return text[0].upper() + text[1:]

    @staticmethod
    def negated(predicate):
        """What denies a predicate, or None."""
        verb, _, rest = predicate.partition(" ")
        return f"{verb} not {rest}" if verb in ("is", "was") else None

    @staticmethod
    def called(subject, qualities, choose):
        """Says one or two qualities of a thing."""
        first, second = choose.sample(qualities, 2)
        noun = subject.split(" ", 1)[1]
        return choose.choice([
            f"{subject} is {first}", f"{subject} was {first}", f"{subject} was very {first}",
            f"{subject} is {first} and {second}", f"{subject} was so {first} and {second}",
            f"what {article(first)} {noun}", f"{article(first)}, {second} {noun}",
            f"{first}", f"I find {subject} {first}", f"{subject} looked {first}",
            f"we found {subject} {first} and {second}"])

    @staticmethod
    def stressed(predicate, degree):
        verb, _, rest = predicate.partition(" ")
        plain = verb in ("is", "was") and len(rest.split()) == 1
        return f"{verb} {degree} {rest}" if plain and degree in ("really", "truly", "so") else predicate

    joint = " and "
    comma = ", "


class Chinese:
    space = ""
    stop = "。"
    next = "，"
    joint = "，"
    comma = "，"

    @staticmethod
    def sentence(text):
        return text

    @staticmethod
    def negated(predicate):
        return f"一点也不{predicate[1:]}" if predicate[0] == "很" else None

    @staticmethod
    def called(subject, qualities, choose):
        """Says one or two qualities of a thing."""
        first, second = choose.sample(qualities, 2)
        return choose.choice([
            f"{subject}{first}", f"{subject}很{first}", f"{subject}真{first}", f"{subject}{first}，{second}",
            f"{subject}又{first}又{second}", f"{subject}太{first}了", f"觉得{subject}{first}",
            f"{first}的{subject}", first, f"{subject}让人觉得{first}"])

    @staticmethod
    def stressed(predicate, degree):
        return degree + predicate


LANGUAGES = {"en": English, "zh": Chinese}
OPPOSITE = {"positive": "negative", "negative": "positive"}


def opinion(language, data, label, choose):
    """A sentence that praises or blames."""
    if choose.random() < 0.2:
        text = choose.choice(data["alone"][label])
        if choose.random() < 0.3:
            text += language.next + choose.choice(data["alone"][label])
        return language.sentence(text)
    domain = choose.choice(data["domains"])
    subject = choose.choice(domain["subjects"])
    if choose.random() < 0.4:
        return language.sentence(language.called(subject, data["qualities"][label], choose))
    predicate = choose.choice(domain[label])
    kind = choose.random()
    if kind < 0.15:
        denied = [language.negated(p) for p in domain[OPPOSITE[label]]]
        denied = [p for p in denied if p] if label == "negative" else []
        predicate = choose.choice(denied) if denied else predicate
    elif kind < 0.3:
        predicate = language.stressed(predicate, choose.choice(data["degrees"]))
    text = subject + language.space + predicate
    if choose.random() < 0.3:
        text += language.joint + choose.choice([p for p in domain[label] if p != predicate])
    elif choose.random() < 0.2:
        text += language.comma + choose.choice(data["after"][label])
    if choose.random() < 0.15:
        return choose.choice(data["before"][label]) + language.space + text
    return language.sentence(text)


def write_sentiment(name, out):
    language, data = LANGUAGES[name], phrases(f"sentiment-{name}")
    choose = random.Random(1)
    rows = {}
    while len(rows) < SENTENCES:
        label = choose.choice(["positive", "negative"])
        end = choose.choice([language.stop, language.stop, language.stop, "！" if name == "zh" else "!"])
        rows[opinion(language, data, label, choose) + end] = label
    with open(out / f"sentiment-{name}.csv", "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["text", "label"])
        writer.writerows(rows.items())


class EnglishNames:
    """Draws names; `words` are everyday words, of which any may stand in an organisation's name."""

    def __init__(self, data, words, choose):
        self.data, self.words, self.choose = data, words, choose

    def person(self):
        pick = self.choose.choice
        given, surname, title = (pick(self.data[k]) for k in ("given", "surnames", "titles"))
        forms = [f"{given} {surname}"] * 5 + [given] * 3 + [surname]
        form = self.choose.randrange(len(forms) + 2)
        return (title + " ", surname) if form >= len(forms) else ("", forms[form])

    def place(self):
        return "", self.choose.choice(self.data["places"])

    def river(self):
        return "", self.choose.choice(self.data["rivers"])

    def organisation(self):
        pick = self.choose.choice
        kind = pick(self.data["kinds"])
        forms = [f"{pick(self.data['words'])} {kind}"] * 3 + [f"{pick(self.words).title()} {kind}"] * 2 + [f"{pick(self.data['surnames'])} {kind}"] \
            + [f"University of {pick(self.data['places'])}", f"{pick(self.data['places'])} {kind}",
               pick(self.data["organisations"])]
        return "", pick(forms)

    @staticmethod
    def tokens(text):
        return text.split()


class ChineseNames(EnglishNames):
    def person(self):
        pick = self.choose.choice
        surname = pick(self.data["double"]) if self.choose.random() < 0.03 else pick(self.data["surnames"])
        given = "".join(pick(self.data["given"]) for _ in range(pick([1, 2, 2])))
        forms = [surname + given] * 6 + [pick(self.data["foreign"])] * 2 + ["小" + pick(self.data["given"])]
        if self.choose.random() < 0.15:
            return "", surname, pick(self.data["titles"])
        return "", pick(forms)

    def organisation(self):
        pick = self.choose.choice
        return "", pick([pick(self.data["words"]) + pick(self.data["kinds"]),
                         pick(self.words) + pick(self.words) + pick(self.data["kinds"]),
                         pick(self.data["places"]) + pick(self.data["placeKinds"]),
                         pick(self.data["organisations"])])

    @staticmethod
    def tokens(text):
        return list(text)


def marked(name, kind, names):
    return [(token, f"{'I' if k else 'B'}-{kind}") for k, token in enumerate(names.tokens(name))]


def tagged(frame, names):
    """The tokens of a frame with their tags (IOB2)."""
    makers = {"PER": names.person, "LOC": names.place, "RIV": names.river, "ORG": names.organisation}
    rows = []
    for i, part in enumerate(frame.replace("}", "{").split("{")):
        if i % 2 == 0:
            rows += [(token, "O") for token in names.tokens(part)]
            continue
        before, name, *after = makers[part]()
        rows += [(token, "O") for token in names.tokens(before)]
        rows += marked(name, "LOC" if part == "RIV" else part, names)
        rows += [(token, "O") for text in after for token in names.tokens(text)]
    return rows


def english_frames(lines, data):
    """Sentences of which each capital is understood, with {PER} and {LOC} for their names."""
    words = [re.findall(r"[A-Za-z]+(?:'[a-z]+)?|\d+|[^\sA-Za-z\d]", line) for line in lines]
    lower = {word for sentence in words for word in sentence if word.islower()}
    people, places = set(data["given"]) | {"Tom"}, set(data["places"]) | {"Boston", "America", "Osaka"}
    capitals = {"I", "I'm", "I'll", "I've", "I'd"} | set(data["capitals"])
    for sentence in words:
        frame = []
        for k, word in enumerate(sentence):
            if word in people or (k == 0 and word in ("He", "She")):
                frame.append("{PER}")
            elif word in places:
                frame.append("{LOC}")
            elif not word[0].isupper() or word in capitals or (k == 0 and word.lower() in lower):
                frame.append(word)
            else:
                break
        else:
            yield " ".join(frame)


def chinese_frames(lines, data):
    """Sentences with {PER} and {LOC} for names, and for him and her."""
    people = "|".join(data["foreign"] + ["汤姆", "玛丽", "杰克", "[他她](?![们的])"])
    places = "|".join(data["places"])
    for line in lines:
        if not re.search(f"({places})[人语文]|[A-Za-z]", line):
            yield re.sub(people, "{PER}", re.sub(places, "{LOC}", line))


def write_entities(name, corpora, out):
    data, choose = phrases(f"entities-{name}"), random.Random(2)
    lines = (corpora / name / "sentences.train.txt").read_text(encoding="utf-8").splitlines()
    words = sorted(set(re.findall(r"\b[a-z]{4,}\b|[\u4e00-\u9fff]", "\n".join(lines))))
    names = (EnglishNames if name == "en" else ChineseNames)(data, words, choose)
    everyday = list((english_frames if name == "en" else chinese_frames)(lines, data))
    frames = [choose.choice(data["frames"]) for _ in range(SENTENCES)] + choose.sample(everyday, SENTENCES)
    lines = ["".join(f"{token} {tag}\n" for token, tag in tagged(frame, names)) for frame in frames]
    (out / f"entities-{name}.conll").write_text("\n".join(dict.fromkeys(lines)), encoding="utf-8")


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    corpora, out = Path(sys.argv[1]), Path(sys.argv[2])
    out.mkdir(parents=True, exist_ok=True)
    for name in LANGUAGES:
        write_sentiment(name, out)
        write_entities(name, corpora, out)


if __name__ == "__main__":
    main()
