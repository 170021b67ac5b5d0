#!/usr/bin/env python3
"""Makes the fixtures of the metrics with their reference packages:
tests/engine/metrics/cases/metrics.json.

    make_metric_fixtures.py

Needs sacrebleu, rouge-score, nltk, seqeval and scikit-learn.
"""

import json
import random
import re
import string
from collections import Counter
from pathlib import Path

from nltk.stem import SnowballStemmer
from nltk.translate import meteor_score
from rouge_score import rouge_scorer
from sacrebleu.metrics import BLEU
from seqeval.metrics import accuracy_score
from seqeval.metrics import classification_report as entity_report
from sklearn.metrics import classification_report

CASES = Path(__file__).resolve().parents[1] / "engine/metrics/cases/metrics.json"
SEED = 11

ENGLISH = [  # hypothesis, references
    ("The cat sat on the mat.", ["The cat is sitting on the mat.", "A cat sat on a mat."]),
    ("It costs $3,500.75 - or less (they say) in 2024-25!",
     ["It costs 3,500.75 dollars or less, they say, in 2024-25.", "In 2024-25 it costs less."]),
    ("He said: \"I don't know... maybe tomorrow\".",
     ["\"I don't know, maybe tomorrow,\" he said.", "He said he did not know."]),
    ("running dogs quickly jumped over lazy foxes",
     ["the dog runs and quickly jumps over the lazy fox", "dogs jump over foxes"]),
    ("A &quot;quoted&quot; word &amp; more", ["A \"quoted\" word & more", "A word"]),
    ("completely different", ["nothing in common here", "at all"]),
    (".5 is half,and 1.5,2.5 are more..", [".5 is half, and 1.5, 2.5 are more.", "half"]),
]
CHINESE = [
    ("猫坐在垫子上。", ["一只猫坐在垫子上。", "猫在垫子上坐着。"]),
    ("他说：“我不知道……也许明天”，对吗？", ["他说也许明天，他不知道。", "“我不知道，也许明天。”他说。"]),
    ("这本书卖35.5元（八折），GPT-2是2019年的模型。", ["这本书35.5元，打八折；GPT-2 是 2019 年的模型。", "书很便宜。"]),
]
ANSWERS = [
    ("The Eiffel Tower!", ["Eiffel Tower", "the tower"]),
    ("in Paris, France", ["Paris"]),
    ("", [""]),
    ("a an the", ["nothing"]),
    ("forty-two years", ["42 years", "forty two"]),
]
TAGS = ["O", "B-PER", "I-PER", "B-LOC", "I-LOC", "B-ORG", "I-ORG"]
LABELS = 4


def bleu(pairs, tokenize, lowercase, smoothing, effective):
    scorer = BLEU(tokenize=tokenize, lowercase=lowercase, smooth_method=smoothing,
                  effective_order=effective)
    references = list(zip(*[references for _, references in pairs]))
    score = scorer.corpus_score([hypothesis for hypothesis, _ in pairs], references)
    return {"cut": tokenize, "lowercase": lowercase, "smoothing": smoothing,
            "effective": effective, "pairs": pairs, "score": score.score,
            "precisions": score.precisions, "penalty": score.bp, "length": score.sys_len,
            "reference_length": score.ref_len}


def bleus():
    for pairs, cuts in ((ENGLISH, ("13a", "char", "none")), (CHINESE, ("zh", "char"))):
        for cut in cuts:
            for lowercase in (False, True):
                yield bleu(pairs, cut, lowercase, "exp", False)
        for smoothing in ("none", "floor", "add-k", "exp"):
            for pair in pairs:
                yield bleu([pair], cuts[0], False, smoothing, smoothing != "none")


def rouges():
    scorer = rouge_scorer.RougeScorer(["rouge1", "rouge2", "rougeL"])
    for hypothesis, references in ENGLISH:
        for reference in references:
            scores = scorer.score(reference, hypothesis)
            yield {"text": hypothesis, "reference": reference,
                   **{name: [value.precision, value.recall, value.fmeasure]
                      for name, value in scores.items()}}


class NoSynonyms:
    def synsets(self, _):
        return []


def meteors():
    stemmer = SnowballStemmer("porter")
    for hypothesis, references in ENGLISH:
        for reference in references:
            words, right = hypothesis.lower().split(), reference.lower().split()
            yield {"words": words, "reference": right,
                   "score": meteor_score.single_meteor_score(
                       right, words, stemmer=stemmer, wordnet=NoSynonyms())}


def squad_words(text):
    """The normalisation of SQuAD's official evaluation, version 1.1."""
    text = "".join(c for c in text.lower() if c not in set(string.punctuation))
    return re.sub(r"\b(a|an|the)\b", " ", text).split()


def squad_f1(answer, right):
    words, expected = squad_words(answer), squad_words(right)
    same = sum((Counter(words) & Counter(expected)).values())
    if not words and not expected:
        return 1.0
    return 2 * same / (len(words) + len(expected))


def answers():
    for answer, rights in ANSWERS:
        yield {"answer": answer, "right": rights,
               "exact": any(squad_words(answer) == squad_words(right) for right in rights),
               "f1": max(squad_f1(answer, right) for right in rights)}


def tagging(draw):
    expected = [draw.choices(TAGS, [6, 2, 2, 1, 1, 1, 1], k=draw.randint(1, 12))
                for _ in range(30)]
    answered = [[tag if draw.random() < 0.8 else draw.choice(TAGS) for tag in tags]
                for tags in expected]
    report = entity_report(expected, answered, output_dict=True, zero_division=0)
    return {"expected": expected, "answered": answered,
            "accuracy": accuracy_score(expected, answered),
            "scores": {name: [float(row["precision"]), float(row["recall"]), float(row["f1-score"])]
                       for name, row in report.items()}}


def classes(draw):
    expected = [draw.randrange(LABELS - 1) for _ in range(60)]  # the last one never occurs
    answered = [label if draw.random() < 0.6 else draw.randrange(LABELS - 1) for label in expected]
    report = classification_report(expected, answered, output_dict=True, zero_division=0)
    return {"labels": LABELS, "expected": expected, "answered": answered,
            "accuracy": report.pop("accuracy"),
            "scores": {name: [row["precision"], row["recall"], row["f1-score"]]
                       for name, row in report.items()}}


def main():
    draw = random.Random(SEED)
    cases = {"bleu": list(bleus()), "rouge": list(rouges()), "meteor": list(meteors()),
             "answers": list(answers()), "tagging": tagging(draw), "classes": classes(draw)}
    CASES.parent.mkdir(parents=True, exist_ok=True)
    CASES.write_text(json.dumps(cases, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
