#!/usr/bin/env python3
"""Makes what Vitrine's attributions are compared with, by PyTorch's autograd.

tests/engine/api/cases/attribution/<name>.json says what each token of an input contributes to one
logit of a model that lies in another folder of cases: the gradient of the logit by the token's
embedding, times the embedding, summed; and the attention of the places where the logit is read, the
mean of the heads of each layer.

    python3 make_attribution_fixtures.py        (torch, transformers)
"""

import json
from pathlib import Path

import torch
import transformers
from transformers import (
    AutoTokenizer, BertForMaskedLM, BertForNextSentencePrediction, BertForQuestionAnswering,
    BertForSequenceClassification, BertForTokenClassification, GPT2LMHeadModel)

CASES = Path(__file__).parents[1] / "engine/api/cases"


def loaded(kind, folder):
    return kind.from_pretrained(folder, attn_implementation="eager").eval()


def attribution(model, encoding, score, positions):
    embedded = []
    hook = model.get_input_embeddings().register_forward_hook(
        lambda module, arguments, output: embedded.append(output))
    result = model(**encoding, output_attentions=True)
    hook.remove()
    value = score(result)
    gradient, = torch.autograd.grad(value, embedded[0])
    return {"score": value.item(),
            "contributions": (gradient * embedded[0]).sum(-1)[0].tolist(),
            "attention": [layer[0].mean(0)[positions].mean(0).tolist()
                          for layer in result.attentions]}


def classification():
    folder = CASES / "task_model/classification"
    tokenizer = AutoTokenizer.from_pretrained(folder)
    model = loaded(BertForSequenceClassification, folder)
    cases = []
    for text, second, label in [("The cat sat.", "", "good"), ("春花", "秋月何时了", "bad")]:
        encoding = tokenizer(text, second or None, return_tensors="pt")
        index = model.config.label2id[label]
        cases.append({"text": text, "second": second, "label": label} | attribution(
            model, encoding, lambda result: result.logits[0, index], [0]))
    return cases


def tagging():
    folder = CASES / "task_model/tagging"
    tokenizer = AutoTokenizer.from_pretrained(folder)
    model = loaded(BertForTokenClassification, folder)
    text, word, tag = "a cat, the cat.", "the", "B-PER"
    encoding = tokenizer(text, return_tensors="pt")
    place = encoding.char_to_token(text.index(word))
    index = model.config.label2id[tag]
    return [{"text": text, "word": text.index(word), "tag": tag} | attribution(
        model, encoding, lambda result: result.logits[0, place, index], [place])]


def answering():
    folder = CASES / "task_model/answering"
    tokenizer = AutoTokenizer.from_pretrained(folder)
    model = loaded(BertForQuestionAnswering, folder)
    question, context, answer = "a cat", "the cat sat. a b c d", "cat sat"
    encoding = tokenizer(question, context, return_tensors="pt")
    begin = context.index(answer)
    start = encoding.char_to_token(begin, sequence_index=1)
    end = encoding.char_to_token(begin + len(answer) - 1, sequence_index=1)
    return [{"question": question, "context": context, "span": [begin, begin + len(answer)]}
            | attribution(model, encoding,
                          lambda result: result.start_logits[0, start] + result.end_logits[0, end],
                          [start, end])]


def token(kind, folder, ids, position, wanted):
    model = loaded(kind, CASES / folder)
    return [{"model": folder, "ids": ids, "position": position, "token": wanted} | attribution(
        model, {"input_ids": torch.tensor([ids])},
        lambda result: result.logits[0, position, wanted], [position])]


def next_sentence():
    folder, ids, segments = "masked/bert", [2, 9, 4, 3, 11, 7, 3], [0, 0, 0, 0, 1, 1, 1]
    model = loaded(BertForNextSentencePrediction, CASES / folder)
    inputs = {"input_ids": torch.tensor([ids]), "token_type_ids": torch.tensor([segments])}
    return [{"model": folder, "ids": ids, "segments": segments} | attribution(
        model, inputs, lambda result: result.logits[0, 0], [0])]


def main():
    folder = CASES / "attribution"
    folder.mkdir(exist_ok=True)
    cases = {"classification": classification(), "tagging": tagging(), "answering": answering(),
             "next-sentence": next_sentence(),
             "next-token": token(GPT2LMHeadModel, "generation/tied", [7, 3, 65, 66, 9], 4, 70),
             "masked-token": token(BertForMaskedLM, "masked/bert", [2, 9, 4, 11, 3], 2, 10)}
    for name, rows in cases.items():
        (folder / f"{name}.json").write_text(json.dumps(rows, ensure_ascii=False) + "\n")
    (folder / "source.md").write_text(
        "What PyTorch's autograd says of models in the folders beside this one.\n\nMade by "
        "tests/tools/make_attribution_fixtures.py with torch "
        f"{torch.__version__.split('+')[0]}, transformers {transformers.__version__}.\n")


if __name__ == "__main__":
    main()
