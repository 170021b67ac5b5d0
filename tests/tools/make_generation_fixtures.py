#!/usr/bin/env python3
"""Makes what decoding is tested with: continuations and processed logits of transformers.

tests/engine/api/cases/generation/<name>/ holds a small random GPT-2 with a tokeniser of single
bytes, and expected.json: prompts, options, and the ids that transformers' generate() returns for
them in float32. tests/engine/decoding/cases/logit_processors/<name>.json holds logits, the ids
before them, options, and the logits after transformers' processors ("-inf" for removed tokens).

    python3 make_generation_fixtures.py        (torch, transformers)
"""

import json
import math
import shutil
from collections import Counter
from pathlib import Path

import torch
import transformers
from transformers import GenerationConfig

from make_gpt2_124m import byte_alphabet
from make_gpt2_fixtures import SEED, config, random_model

TESTS = Path(__file__).parents[1]
MODELS = TESTS / "engine/api/cases/generation"
PROCESSORS = TESTS / "engine/decoding/cases/logit_processors"
PROMPTS = ["A", "Hello", "vitrine "]
NEW_TOKENS = 24
BEAMS = [dict(num_beams=1), dict(num_beams=2), dict(num_beams=4), dict(num_beams=4, length_penalty=0.0),
         dict(num_beams=5, length_penalty=2.0), dict(num_beams=3, length_penalty=-1.0),
         dict(num_beams=4, repetition_penalty=1.3)]
OPTIONS = [dict(repetition_penalty=1.7), dict(temperature=0.4), dict(temperature=3.0), dict(top_k=1),
           dict(top_k=5), dict(top_k=1000), dict(top_p=0.05), dict(top_p=0.6), dict(top_p=0.999),
           dict(min_p=0.1), dict(min_p=1.0),
           dict(repetition_penalty=0.8, temperature=0.9, top_k=12, top_p=0.8, min_p=0.05)]


def write_tokenizer(folder):
    pieces = byte_alphabet() + ["<|endoftext|>"]
    vocabulary = {piece: i for i, piece in enumerate(pieces)}
    (folder / "vocab.json").write_text(json.dumps(vocabulary, ensure_ascii=False))
    (folder / "merges.txt").write_text("#version: 0.2\n")
    return vocabulary


def generate(model, ids, **options):
    settings = GenerationConfig(do_sample=False, max_new_tokens=NEW_TOKENS, pad_token_id=0,
                                eos_token_id=model.generation_config.eos_token_id,
                                return_dict_in_generate=True, output_scores=True, **options)
    result = model.generate(torch.tensor([ids]), generation_config=settings)
    new = result.sequences[0, len(ids):].tolist()
    score = result.sequences_scores[0].item() if options.get("num_beams", 1) > 1 else None
    return new, score


def make_model(name, **changes):
    folder = MODELS / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    vocabulary = write_tokenizer(folder)
    model = random_model(config(vocab_size=257, n_positions=48, n_embd=16, bos_token_id=256,
                                eos_token_id=256, **changes))
    prompts = [[vocabulary[chr(byte) if byte != 32 else chr(256 + 32)] for byte in p.encode()] for p in PROMPTS]
    # An end token that the model is likely to choose, so that hypotheses do end.
    free = Counter(t for ids in prompts for t in generate(model, ids, num_beams=4)[0])
    model.config.eos_token_id = model.generation_config.eos_token_id = free.most_common(3)[-1][0]
    model.save_pretrained(folder)
    runs = []
    for ids in prompts:
        for options in BEAMS:
            new, score = generate(model, ids, **options)
            runs.append(dict(prompt_ids=ids, options=options, ids=new, score=score))
    text = ",\n  ".join(json.dumps(run) for run in runs)
    (folder / "expected.json").write_text(
        f'{{"max_new_tokens": {NEW_TOKENS}, "runs": [\n  {text}\n]}}\n')
    write_source(folder / "source.md", "A random GPT-2 and what generate() makes of some prompts.")


def write_source(file, what):
    file.write_text(f"{what}\n\nMade by tests/tools/make_generation_fixtures.py, seed {SEED}, with "
                    f"torch {torch.__version__.split('+')[0]}, transformers {transformers.__version__}.\n")


def processed(logits, context, options):
    settings = GenerationConfig(do_sample=True, **options)
    model = random_model(config())
    processors = model._get_logits_processor(settings, input_ids_seq_length=len(context))
    scores = processors(torch.tensor([context]), torch.tensor([logits]))[0].tolist()
    return ["-inf" if math.isinf(score) else score for score in scores]


def make_processors():
    shutil.rmtree(PROCESSORS, ignore_errors=True)
    PROCESSORS.mkdir(parents=True)
    torch.manual_seed(SEED)
    logits = (torch.randn(40) * 3).tolist()
    logits[7] = logits[3]  # a tie
    context = [3, 5, 3, 20, 31]
    for options in OPTIONS:
        name = "_".join(f"{key}-{value}" for key, value in options.items())
        # transformers' own default of top_k would cut unasked.
        expected = processed(logits, context, dict(top_k=0) | options)
        document = dict(options=options, context=context, logits=logits, expected=expected)
        (PROCESSORS / f"{name}.json").write_text(json.dumps(document) + "\n")
    write_source(PROCESSORS / "source.md", "Logits before and after transformers' processors.")


if __name__ == "__main__":
    make_model("tied")
    make_model("untied-three-layers", tie_word_embeddings=False, n_layer=3, n_head=4)
    make_processors()
