#!/usr/bin/env python3
"""Makes what filling masks and joining two texts is tested with.

tests/engine/api/cases/masked/<name>/ holds a small random model with its tokeniser and
expected.json, computed by transformers and tokenizers in float32: "masks" (a text, its ids, and for
each mask its position and the most probable tokens with their probabilities), "pairs" (two texts,
the ids and segments they become when cut to the context, longest first, and where the model has the
head the probability that the second follows), "hidden" (of the model without heads).

    python3 make_masked_fixtures.py        (torch, transformers, tokenizers)
"""

import json
import shutil
from pathlib import Path

import tokenizers
import torch
import transformers
from tokenizers import AddedToken, Tokenizer, decoders, models, normalizers, pre_tokenizers
from tokenizers.processors import RobertaProcessing, TemplateProcessing
from transformers import BertForPreTraining, DistilBertModel, RobertaForMaskedLM

from make_bert_fixtures import SEED, bert, distilbert, random_model, roberta
from make_gpt2_124m import byte_alphabet

MASKED = Path(__file__).parents[1] / "engine/api/cases/masked"
CONTEXT = 24
TOP = 5
TEXTS = ["The [MASK] sat.", "[MASK]", "a[MASK]b[MASK]c", "春[MASK]秋月"]
PAIRS = [("The cat", "sat."), ("", "b"), ("a b c", ""), ("春花", "秋月何时了"),
         ("a b c d e f g h i j k l m n o p q r", "s t"), ("a", "b c d e f g h i j k l m n o p q r s t u v w x"),
         ("a b c d e f g h i j k l m n", "o p q r s t u v w x y z a b"),
         ("a b c d e f g h i j k l m n o", "p q r s t u v w x y z a b c d e f")]


def word_piece():
    letters = [chr(c) for c in range(ord("a"), ord("z") + 1)]
    pieces = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *letters, *("##" + c for c in letters),
              ".", ",", "the", "cat", "##at", *"春花秋月何时了"]
    vocabulary = {piece: i for i, piece in enumerate(pieces)}
    tokenizer = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer()
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.decoder = decoders.WordPiece()
    tokenizer.add_special_tokens(pieces[:5])
    tokenizer.post_processor = TemplateProcessing(
        single="[CLS] $A [SEP]", pair="[CLS] $A [SEP] $B:1 [SEP]:1",
        special_tokens=[("[CLS]", 2), ("[SEP]", 3)])
    return tokenizer, {"tokenizer_class": "BertTokenizer", "cls_token": "[CLS]",
                       "sep_token": "[SEP]", "mask_token": "[MASK]"}, "[MASK]"


def byte_level():
    pieces = ["<s>", "<pad>", "</s>", "<unk>", *byte_alphabet(), "<mask>"]
    vocabulary = {piece: i for i, piece in enumerate(pieces)}
    tokenizer = Tokenizer(models.BPE(vocabulary, []))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.add_special_tokens([*pieces[:4], AddedToken("<mask>", lstrip=True)])
    tokenizer.post_processor = RobertaProcessing(("</s>", 2), ("<s>", 0), add_prefix_space=False)
    return tokenizer, {"tokenizer_class": "RobertaTokenizer", "bos_token": "<s>",
                       "eos_token": "</s>", "mask_token": "<mask>"}, "<mask>"


def inputs(model, encoding):
    values = {"input_ids": torch.tensor([encoding.ids])}
    if getattr(model.config, "type_vocab_size", 0) > 1:
        values["token_type_ids"] = torch.tensor([encoding.type_ids])
    return values


def masks(model, tokenizer, mask):
    cases = []
    for text in TEXTS:
        text = text.replace("[MASK]", mask)
        encoding = tokenizer.encode(text)
        result = model(**inputs(model, encoding))
        logits = result.prediction_logits if "prediction_logits" in result else result.logits
        probabilities = logits[0].softmax(-1)
        found = []
        for position, piece in enumerate(encoding.tokens):
            if piece == mask:
                best = probabilities[position].topk(TOP)
                found.append({"position": position, "ids": best.indices.tolist(),
                              "probabilities": best.values.tolist()})
        cases.append({"text": text, "ids": encoding.ids, "masks": found})
    return cases


def pairs(model, tokenizer):
    tokenizer.enable_truncation(CONTEXT, strategy="longest_first")
    cases = []
    for first, second in PAIRS:
        encoding = tokenizer.encode(first, second)
        case = {"first": first, "second": second, "ids": encoding.ids,
                "segments": encoding.type_ids}
        if isinstance(model, BertForPreTraining):
            result = model(**inputs(model, encoding))
            case["probability"] = result.seq_relationship_logits[0].softmax(-1)[0].item()
        cases.append(case)
    tokenizer.no_truncation()
    return cases


def make(name, kind, config, parts):
    folder = MASKED / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    tokenizer, tokenizer_config, mask = parts
    model = random_model(kind, config(vocab_size=tokenizer.get_vocab_size()))
    model.save_pretrained(folder)
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    (folder / "tokenizer_config.json").write_text(json.dumps(tokenizer_config, indent=2) + "\n")
    expected = {"pairs": pairs(model, tokenizer)}
    if kind is not DistilBertModel:
        expected["masks"] = masks(model, tokenizer, mask)
    (folder / "expected.json").write_text(json.dumps(expected, ensure_ascii=False) + "\n")
    (folder / "source.md").write_text(
        f"A random {kind.__name__} and what transformers makes of texts with it.\n\nMade by "
        f"tests/tools/make_masked_fixtures.py, seed {SEED}, with torch "
        f"{torch.__version__.split('+')[0]}, transformers {transformers.__version__}, tokenizers "
        f"{tokenizers.__version__}.\n")


@torch.no_grad()
def main():
    make("bert", BertForPreTraining,
         lambda **sizes: bert(max_position_embeddings=CONTEXT, **sizes), word_piece())
    make("roberta", RobertaForMaskedLM,
         lambda **sizes: roberta(max_position_embeddings=CONTEXT + 2, **sizes), byte_level())
    make("distilbert-without-heads", DistilBertModel,
         lambda **sizes: distilbert(max_position_embeddings=CONTEXT, **sizes), word_piece())


if __name__ == "__main__":
    main()
