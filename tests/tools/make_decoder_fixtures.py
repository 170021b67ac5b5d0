#!/usr/bin/env python3
"""Makes the small random Llama, Qwen and Gemma models that Vitrine's decoders are tested with.

Each folder under tests/engine/models/cases/decoder holds a model and expected.safetensors with what
Hugging Face transformers computes from it in float32: input_ids [batch, position], logits, hidden.i,
attention.i, and generated [position], the greedy continuation of the first PROMPT ids.

    python3 make_decoder_fixtures.py        (torch, transformers, safetensors; the versions used are
                                             written into each source.md)
"""

import shutil
from pathlib import Path

import safetensors
import torch
import transformers
from safetensors.torch import save_file
from transformers import (Gemma3ForCausalLM, Gemma3TextConfig, LlamaConfig, LlamaForCausalLM,
                          Qwen2Config, Qwen2ForCausalLM, Qwen3Config, Qwen3ForCausalLM)

SEED = 20261123
CASES = Path(__file__).parents[1] / "engine/models/cases/decoder"
LENGTH = 24
PROMPT = 6

SIZES = dict(vocab_size=19, hidden_size=16, intermediate_size=12, num_hidden_layers=2,
             num_attention_heads=4, num_key_value_heads=2, max_position_embeddings=32,
             bos_token_id=0, eos_token_id=None, pad_token_id=None)


def llama(**changes):
    return LlamaForCausalLM, LlamaConfig(**(SIZES | changes))


def scaled(context, **scaling):
    """Scaling that acts within LENGTH, on heads with more than two pairs to turn."""
    return llama(head_dim=8, max_position_embeddings=context,
                 rope_parameters={"rope_theta": 100.0} | scaling)


def qwen2(**changes):
    return Qwen2ForCausalLM, Qwen2Config(**(SIZES | changes))


def qwen3(**changes):
    return Qwen3ForCausalLM, Qwen3Config(**(SIZES | dict(head_dim=6) | changes))


def gemma3(**changes):
    return Gemma3ForCausalLM, Gemma3TextConfig(**(
        SIZES | dict(head_dim=6, num_hidden_layers=3, sliding_window=5, query_pre_attn_scalar=9,
                     layer_types=["sliding_attention", "full_attention", "sliding_attention"])
        | changes))


# name: (what is special, class and configuration)
FIXTURES = {
    "llama": ("two heads of keys and values for four of queries", llama()),
    "llama-tied": ("output tied to the embedding, as many heads of keys",
                   llama(tie_word_embeddings=True, num_key_value_heads=4)),
    "llama-biases": ("biases everywhere, one head of keys, another epsilon",
                     llama(attention_bias=True, mlp_bias=True, num_key_value_heads=1,
                           rms_norm_eps=1e-3)),
    "llama-linear": ("linear scaling", scaled(12, rope_type="linear", factor=2.0)),
    "llama-dynamic": ("dynamic scaling", scaled(12, rope_type="dynamic", factor=3.0)),
    "llama-llama3": ("Llama 3's scaling",
                     scaled(32, rope_type="llama3", factor=8.0, low_freq_factor=1.0,
                            high_freq_factor=4.0, original_max_position_embeddings=12)),
    "llama-yarn": ("YaRN scaling", scaled(48, rope_type="yarn", factor=4.0, beta_fast=2.0,
                                          beta_slow=0.5, original_max_position_embeddings=12)),
    "qwen2": ("biases on queries, keys and values", qwen2()),
    "qwen2-window": ("a window in the second layer",
                     qwen2(use_sliding_window=True, sliding_window=5, max_window_layers=1)),
    "qwen3": ("norms of queries and keys", qwen3()),
    "gemma3": ("windows, two bases, scores divided by another root", gemma3()),
    "gemma3-linear": ("linear scaling of the layers without a window", gemma3(
        rope_parameters={"full_attention": {"rope_type": "linear", "factor": 8.0,
                                            "rope_theta": 1000.0},
                         "sliding_attention": {"rope_type": "default", "rope_theta": 100.0}})),
}


def random_model(kind, config):
    """Weights large enough that every part of the model shows in the output."""
    torch.manual_seed(SEED)
    config._attn_implementation = "eager"
    model = kind(config).eval()
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.add_(torch.randn_like(parameter) * 0.3)
    return model


def expected(kind, folder):
    """What transformers computes from the written folder; each part by a model of its own, since
    dynamic scaling remembers the longest text."""
    def fresh():
        return kind.from_pretrained(folder, dtype=torch.float32, attn_implementation="eager").eval()
    torch.manual_seed(SEED)
    model = fresh()
    ids = torch.randint(model.config.vocab_size, (1, LENGTH))
    with torch.no_grad():
        result = model(ids, output_hidden_states=True, output_attentions=True)
        generated = fresh().generate(ids[:, :PROMPT], max_new_tokens=LENGTH - PROMPT,
                                     do_sample=False)[0, PROMPT:]
    tensors = {"input_ids": ids, "logits": result.logits, "generated": generated}
    tensors |= {f"hidden.{i}": t for i, t in enumerate(result.hidden_states)}
    tensors |= {f"attention.{i}": t for i, t in enumerate(result.attentions)}
    return {name: tensor.contiguous() for name, tensor in tensors.items()}


def main():
    for name, (special, (kind, config)) in FIXTURES.items():
        folder = CASES / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        random_model(kind, config).save_pretrained(folder)
        save_file(expected(kind, folder), folder / "expected.safetensors")
        (folder / "source.md").write_text(
            f"A random {kind.__name__}: {special}.\n\nMade by tests/tools/make_decoder_fixtures.py, "
            f"seed {SEED}, with torch {torch.__version__.split('+')[0]}, "
            f"transformers {transformers.__version__}, safetensors {safetensors.__version__}.\n")


if __name__ == "__main__":
    main()
