#!/usr/bin/env python3
"""Makes the GGUF models and tokenisers that Vitrine opens in its tests.

tests/engine/models/cases/gguf/NAME.gguf holds the weights of cases/decoder/NAME as llama.cpp's
converter lays them out (names, permuted rows, gains with 1 in them), so both must load as one
network. tests/engine/formats/cases/gguf_tokenizer/NAME.gguf holds the tokeniser of
tests/engine/text/cases/SOURCE, of which expected.json is there too, and no tensors.

    python3 make_gguf_model_fixtures.py        (gguf, numpy, safetensors, sentencepiece; the versions
                                                used are written into each source.md)
"""

import json
from importlib.metadata import version
from pathlib import Path

import gguf
import numpy as np
from safetensors.numpy import load_file
from sentencepiece import sentencepiece_model_pb2

ENGINE = Path(__file__).parents[1] / "engine"
MODELS = ENGINE / "models/cases"
TOKENIZERS = ENGINE / "formats/cases/gguf_tokenizer"
ARCHITECTURES = {"llama": "llama", "qwen2": "qwen2", "qwen3": "qwen3", "gemma3_text": "gemma3"}

BLOCK = {"input_layernorm": "attn_norm", "self_attn.q_proj": "attn_q", "self_attn.q_norm": "attn_q_norm",
         "self_attn.k_proj": "attn_k", "self_attn.k_norm": "attn_k_norm", "self_attn.v_proj": "attn_v",
         "self_attn.o_proj": "attn_output", "mlp.gate_proj": "ffn_gate", "mlp.up_proj": "ffn_up",
         "mlp.down_proj": "ffn_down"}
LLAMA_NORMS = {"post_attention_layernorm": "ffn_norm"}
GEMMA_NORMS = {"post_attention_layernorm": "post_attention_norm", "pre_feedforward_layernorm": "ffn_norm",
               "post_feedforward_layernorm": "post_ffw_norm"}
OTHERS = {"model.embed_tokens": "token_embd", "model.norm": "output_norm", "lm_head": "output"}

# Name: type of the matrices
FILES = {"llama": gguf.GGMLQuantizationType.F32, "llama-tied": gguf.GGMLQuantizationType.F16,
         "llama-biases": gguf.GGMLQuantizationType.F32, "llama-linear": gguf.GGMLQuantizationType.F32,
         "qwen2": gguf.GGMLQuantizationType.F32, "qwen3": gguf.GGMLQuantizationType.F32,
         "gemma3": gguf.GGMLQuantizationType.F32}


def permuted(weight, heads):
    """As LlamaModel.permute of llama.cpp's convert_hf_to_gguf.py."""
    return (weight.reshape(heads, 2, weight.shape[0] // heads // 2, *weight.shape[1:])
            .swapaxes(1, 2).reshape(weight.shape))


def named(name, gemma):
    stem, ending = name.rsplit(".", 1)
    if not stem.startswith("model.layers."):
        return f"{OTHERS[stem]}.{ending}"
    _, _, layer, part = stem.split(".", 3)
    return f"blk.{layer}.{(BLOCK | (GEMMA_NORMS if gemma else LLAMA_NORMS))[part]}.{ending}"


def write(writer):
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def write_model(name, kind):
    folder = MODELS / "decoder" / name
    config = json.loads((folder / "config.json").read_text())
    architecture = ARCHITECTURES[config["model_type"]]
    gemma = architecture == "gemma3"
    writer = gguf.GGUFWriter(MODELS / "gguf" / f"{name}.gguf", architecture)
    heads, key_heads = config["num_attention_heads"], config["num_key_value_heads"]
    writer.add_block_count(config["num_hidden_layers"])
    writer.add_context_length(config["max_position_embeddings"])
    writer.add_embedding_length(config["hidden_size"])
    writer.add_feed_forward_length(config["intermediate_size"])
    writer.add_head_count(heads)
    writer.add_head_count_kv(key_heads)
    writer.add_layer_norm_rms_eps(config["rms_norm_eps"])
    head_dim = config.get("head_dim") or config["hidden_size"] // heads
    writer.add_key_length(head_dim)
    writer.add_rope_dimension_count(head_dim)
    rope = config["rope_parameters"]
    writer.add_rope_freq_base((rope.get("full_attention") or rope)["rope_theta"])
    if rope.get("rope_type") == "linear":
        writer.add_rope_scaling_type(gguf.RopeScalingType.LINEAR)
        writer.add_rope_scaling_factor(rope["factor"])
    if gemma:
        writer.add_sliding_window(config["sliding_window"])
        writer.add_uint32("gemma3.attention.sliding_window_pattern", 2)
        writer.add_float32("gemma3.rope.freq_base_swa", rope["sliding_attention"]["rope_theta"])
    writer.add_bos_token_id(0)
    writer.add_eos_token_id(3)
    writer.add_eot_token_id(5)
    for tensor, weight in load_file(folder / "model.safetensors").items():
        if architecture == "llama" and (".q_proj." in tensor or ".k_proj." in tensor):
            weight = permuted(weight, heads if ".q_proj." in tensor else key_heads)
        if gemma and tensor.endswith("norm.weight"):
            weight = weight + 1
        stored = kind if weight.ndim == 2 else gguf.GGMLQuantizationType.F32
        writer.add_tensor(named(tensor, gemma), gguf.quants.quantize(np.ascontiguousarray(weight), stored),
                          raw_dtype=stored)
    write(writer)


def write_llama3():
    """A description alone: what Llama 3's waves are divided by, as llama.cpp works it out."""
    writer = gguf.GGUFWriter(MODELS / "gguf" / "llama3-positions.gguf", "llama")
    for key, value in {"block_count": 1, "context_length": 131072, "embedding_length": 128,
                       "feed_forward_length": 8, "attention.head_count": 2}.items():
        writer.add_uint32(f"llama.{key}", value)
    writer.add_rope_freq_base(500000.0)
    factor, low, high, original = 32.0, 1.0, 4.0, 8192
    divisors = []
    for frequency in 1 / 500000.0 ** (np.arange(0, 64, 2) / 64):
        wave = 2 * np.pi / frequency
        smooth = (original / wave - low) / (high - low)
        divisors.append(1 if wave < original / high else factor if wave > original / low
                        else 1 / ((1 - smooth) / factor + smooth))
    writer.add_tensor("rope_freqs.weight", np.array(divisors, dtype=np.float32))
    writer.add_tensor("token_embd.weight", np.zeros((3, 128), dtype=np.float32))
    write(writer)


def write_tokenizer(name, model, tokens, types, scores=None, merges=None, values=()):
    folder = TOKENIZERS / name
    folder.mkdir(parents=True, exist_ok=True)
    writer = gguf.GGUFWriter(folder / "tokenizer.gguf", "llama")
    writer.add_tokenizer_model(model)
    writer.add_token_list(tokens)
    writer.add_token_types(types)
    if scores:
        writer.add_token_scores(scores)
    if merges:
        writer.add_token_merges(merges)
    for key, value in values:
        (writer.add_bool if isinstance(value, bool) else writer.add_string if isinstance(value, str)
         else writer.add_array if isinstance(value, (list, bytes)) else writer.add_uint32)(
            f"tokenizer.ggml.{key}", value)
    write(writer)


def write_byte_level(name, pre):
    content = json.loads((ENGINE / "text/cases/tokenizer_json" / name / "tokenizer.json").read_text("utf-8"))
    special = {token["id"] for token in content["added_tokens"]}
    tokens = sorted(content["model"]["vocab"], key=content["model"]["vocab"].get)
    types = [gguf.TokenType.CONTROL if i in special else gguf.TokenType.NORMAL for i in range(len(tokens))]
    write_tokenizer(name, "gpt2", tokens, types, merges=[" ".join(pair) for pair in content["model"]["merges"]],
                    values=[("pre", pre), ("add_bos_token", False)])


def write_sentence_piece(name, source, model):
    proto = sentencepiece_model_pb2.ModelProto.FromString(
        (ENGINE / "text/cases/sentence_piece" / source / "tokenizer.model").read_bytes())
    values = [("add_bos_token", False), ("add_eos_token", False),
              ("add_space_prefix", proto.normalizer_spec.add_dummy_prefix),
              ("remove_extra_whitespaces", proto.normalizer_spec.remove_extra_whitespaces)]
    if proto.normalizer_spec.precompiled_charsmap:
        values.append(("precompiled_charsmap", proto.normalizer_spec.precompiled_charsmap))
    write_tokenizer(name, model, [piece.piece for piece in proto.pieces], [piece.type for piece in proto.pieces],
                    scores=[piece.score for piece in proto.pieces], values=values)


def source(folder, text):
    (folder / "source.md").write_text(
        f"{text}\n\nMade by tests/tools/make_gguf_model_fixtures.py with gguf {version('gguf')}, "
        f"numpy {np.__version__}, sentencepiece {version('sentencepiece')}.\n")


def main():
    (MODELS / "gguf").mkdir(parents=True, exist_ok=True)
    for name, kind in FILES.items():
        write_model(name, kind)
    write_llama3()
    source(MODELS / "gguf", "The weights of cases/decoder in GGUF, and a file that scales positions as Llama 3.")
    for name, pre in {"gpt2": "gpt-2", "llama3": "llama-bpe", "qwen2": "qwen2", "smollm": "smollm"}.items():
        write_byte_level(name, pre)
    write_sentence_piece("sentence_piece_bpe", "bpe", "llama")
    write_sentence_piece("sentence_piece_unigram", "unigram", "t5")
    source(TOKENIZERS, "Tokenisers of tests/engine/text/cases in GGUF.")


if __name__ == "__main__":
    main()
