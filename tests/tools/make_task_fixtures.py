#!/usr/bin/env python3
"""Makes the small random models with task heads that Vitrine's are compared with.

tests/engine/models/cases/task_network/<name>/ holds a model in Hugging Face layout and
expected.safetensors with what transformers makes of a batch in float32: input_ids, token_type_ids,
attention_mask and labels [batch, position] or [batch] (of answers [batch, 2]: first and last
token), logits, loss, and gradient.NAME for every parameter that the loss reaches.

tests/engine/api/cases/task_model/<name>/ holds one with a tokeniser, and in expected.json what
transformers' pipelines answer.

    python3 make_task_fixtures.py        (torch, transformers, tokenizers, safetensors)
"""

import json
import shutil
from pathlib import Path

import torch
import transformers
from safetensors.torch import save_file
from transformers import (
    AutoTokenizer, BertForQuestionAnswering, BertForSequenceClassification,
    BertForTokenClassification, DistilBertForQuestionAnswering,
    DistilBertForSequenceClassification, DistilBertForTokenClassification, GPT2Config,
    GPT2ForQuestionAnswering, GPT2ForSequenceClassification, GPT2ForTokenClassification,
    LlamaConfig, LlamaForSequenceClassification, LlamaForTokenClassification,
    RobertaForQuestionAnswering, RobertaForSequenceClassification, RobertaForTokenClassification,
    pipeline)

from make_bert_fixtures import SEED, bert, distilbert, random_model, roberta
from make_masked_fixtures import byte_level, word_piece

CASES = Path(__file__).parents[1] / "engine"
FIRST_WORD = 5
PADDING = 1
LABELS = ["O", "B-PER", "I-PER"]


def gpt2(**changes):
    values = dict(vocab_size=23, n_positions=12, n_embd=8, n_layer=2, n_head=2, bos_token_id=0,
                  eos_token_id=0, pad_token_id=PADDING)
    return GPT2Config(**(values | changes))


def llama(**changes):
    values = dict(vocab_size=23, max_position_embeddings=12, hidden_size=8, num_hidden_layers=2,
                  num_attention_heads=2, num_key_value_heads=1, intermediate_size=20,
                  bos_token_id=0, eos_token_id=0, pad_token_id=PADDING)
    return LlamaConfig(**(values | changes))


def labelled(config, labels):
    config.id2label = dict(enumerate(labels))
    config.label2id = {label: i for i, label in enumerate(labels)}
    return config


NETWORKS = {
    "bert-classification": (BertForSequenceClassification, bert, ["bad", "so-so", "good"]),
    "bert-tagging": (BertForTokenClassification, bert, LABELS),
    "bert-answering": (BertForQuestionAnswering, bert, None),
    "roberta-classification": (RobertaForSequenceClassification, roberta, ["no", "yes"]),
    "roberta-tagging": (RobertaForTokenClassification, roberta, LABELS),
    "roberta-answering": (RobertaForQuestionAnswering, roberta, None),
    "distilbert-classification": (DistilBertForSequenceClassification, distilbert, ["no", "yes"]),
    "distilbert-tagging": (DistilBertForTokenClassification, distilbert, LABELS),
    "distilbert-answering": (DistilBertForQuestionAnswering, distilbert, None),
    "gpt2-classification": (GPT2ForSequenceClassification, gpt2, ["no", "yes"]),
    "gpt2-tagging": (GPT2ForTokenClassification, gpt2, LABELS),
    "gpt2-answering": (GPT2ForQuestionAnswering, gpt2, None),
    "llama-classification": (LlamaForSequenceClassification, llama, ["no", "yes"]),
    "llama-tagging": (LlamaForTokenClassification, llama, LABELS),
}


def batch_of(model, padded):
    torch.manual_seed(SEED)
    ids = torch.randint(FIRST_WORD, model.config.vocab_size, (2, 9))
    mask = torch.ones(2, 9, dtype=torch.int64)
    if padded:
        mask[1, -2:] = 0
        ids[1, -2:] = PADDING
    inputs = {"input_ids": ids, "attention_mask": mask}
    if getattr(model.config, "type_vocab_size", 0) > 1:
        inputs["token_type_ids"] = (torch.arange(9) >= 5).long().repeat(2, 1)
    return inputs


def targets_of(model, name):
    if name.endswith("answering"):
        return torch.tensor([[2, 4], [6, 6]])
    if name.endswith("tagging"):
        labels = torch.randint(len(LABELS), (2, 9))
        labels[:, 0] = labels[1, -2:] = -100
        return labels
    return torch.tensor([0, model.config.num_labels - 1])


def network_case(name, kind, config, labels):
    folder = CASES / "models/cases/task_network" / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    model = random_model(kind, labelled(config(), labels) if labels else config())
    if name.endswith("classification"):
        model.config.problem_type = "single_label_classification"
    model.save_pretrained(folder)
    # Where an answer begins is a choice among all positions, and what padding computes is no one's
    # concern.
    inputs = batch_of(model, padded=not name.endswith("answering"))
    targets = targets_of(model, name)
    if name.endswith("answering"):
        result = model(**inputs, start_positions=targets[:, 0], end_positions=targets[:, 1])
        logits = torch.stack([result.start_logits, result.end_logits], dim=2)
    else:
        result = model(**inputs, labels=targets)
        logits = result.logits
    result.loss.backward()
    tensors = inputs | {"labels": targets, "logits": logits.detach().contiguous(),
                        "loss": result.loss.detach()}
    tensors |= {"gradient." + key: parameter.grad.contiguous()
                for key, parameter in model.named_parameters() if parameter.grad is not None}
    save_file(tensors, folder / "expected.safetensors")
    write_source(folder, f"A random {kind.__name__}.")


def write_source(folder, what):
    (folder / "source.md").write_text(
        f"{what}\n\nMade by tests/tools/make_task_fixtures.py, seed {SEED}, with torch "
        f"{torch.__version__.split('+')[0]}, transformers {transformers.__version__}.\n")


CONTEXT = 24
TEXTS = ["The cat sat.", "春花秋月何时了", "a cat, the cat.", "秋月 b"]
QUESTIONS = [("a cat", "the cat sat. a b c d"), ("何时", "春花秋月何时了"),
             ("b", "a b c d e f g h i j k l m n o p q r s t u v w x y z a b c d e f g h")]


def classification(model, tokenizer):
    classify = pipeline("text-classification", model=model, tokenizer=tokenizer, top_k=None)
    pairs = [("The cat", "sat."), ("春花", "秋月何时了")]
    return {"texts": [{"text": text, "labels": classify([text])[0]} for text in TEXTS],
            "pairs": [{"text": first, "second": second,
                       "labels": classify({"text": first, "text_pair": second})}
                      for first, second in pairs]}


def characters(text, span):
    """Byte offsets of a span that is counted in characters."""
    return [len(text[:offset].encode()) for offset in span]


def tagging(model, tokenizer):
    tag = pipeline("token-classification", model=model, tokenizer=tokenizer,
                   aggregation_strategy="first")
    return {"texts": [{"text": text, "spans": [
        dict(entity=span["entity_group"], probability=float(span["score"]),
             range=characters(text, (span["start"], span["end"]))) for span in tag(text)
        if span["entity_group"] != "O"]} for text in TEXTS]}


def answering(model, tokenizer):
    """By hand, as the pipeline takes no windows of our size: one window for each context."""
    cases = []
    for question, context in QUESTIONS[:2]:
        encoding = tokenizer(question, context, return_offsets_mapping=True, return_tensors="pt")
        offsets = encoding.pop("offset_mapping")[0].tolist()
        result = model(**encoding)
        allowed = torch.tensor([kind == 1 for kind in encoding.sequence_ids(0)])
        allowed[0] = True
        start, end = (logits[0].masked_fill(~allowed, -1e9).softmax(-1)
                      for logits in (result.start_logits, result.end_logits))
        spans = [dict(range=characters(context, (offsets[i][0], offsets[j][1])),
                      start=start[i].item(), end=end[j].item())
                 for i in range(1, len(offsets)) if allowed[i]
                 for j in range(i, len(offsets)) if allowed[j]]
        spans.sort(key=lambda span: -span["start"] * span["end"])
        cases.append(dict(question=question, context=context, spans=spans[:3],
                          no_answer=(start[0] * end[0]).item()))
    return {"questions": cases}


MODELS = {
    "classification": (BertForSequenceClassification, ["bad", "so-so", "good"], classification),
    "tagging": (BertForTokenClassification, ["O", "B-PER", "I-PER", "B-LOC", "I-LOC"], tagging),
    "answering": (BertForQuestionAnswering, None, answering),
}


def model_case(name, kind, labels, answer):
    folder = CASES / "api/cases/task_model" / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    tokenizer, tokenizer_config, _ = word_piece()
    config = bert(vocab_size=tokenizer.get_vocab_size(), max_position_embeddings=CONTEXT)
    model = random_model(kind, labelled(config, labels) if labels else config)
    model.save_pretrained(folder)
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    tokenizer_config |= {"unk_token": "[UNK]", "pad_token": "[PAD]", "model_max_length": CONTEXT}
    (folder / "tokenizer_config.json").write_text(json.dumps(tokenizer_config, indent=2) + "\n")
    expected = answer(model, AutoTokenizer.from_pretrained(folder))
    (folder / "expected.json").write_text(json.dumps(expected, ensure_ascii=False) + "\n")
    write_source(folder, f"A random {kind.__name__} and what transformers answers with it.")


def main():
    for name, (kind, config, labels) in NETWORKS.items():
        network_case(name, kind, config, labels)
    with torch.no_grad():
        for name, (kind, labels, answer) in MODELS.items():
            model_case(name, kind, labels, answer)


if __name__ == "__main__":
    main()
