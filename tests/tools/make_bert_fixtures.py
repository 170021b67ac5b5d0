#!/usr/bin/env python3
"""Makes the small random BERT, RoBERTa and DistilBERT models that Vitrine's loader is tested with.

Each folder under tests/engine/models/cases/bert_checkpoint holds one way in which Hugging Face
transformers writes such a model, or once wrote it, and expected.safetensors with what transformers
computes from it in float32: input_ids, token_type_ids and attention_mask [batch, position], hidden.i,
attention.i, and, where the model has the head, logits [batch, position, vocab] and next_sentence
[batch, 2].

    python3 make_bert_fixtures.py        (torch, transformers, safetensors; the versions used are
                                          written into each source.md)
"""

import shutil
from pathlib import Path

import safetensors
import torch
import transformers
from safetensors.torch import save_file
from transformers import (
    BertConfig, BertForMaskedLM, BertForNextSentencePrediction, BertForPreTraining, BertModel,
    DistilBertConfig, DistilBertForMaskedLM, DistilBertModel, RobertaConfig, RobertaForMaskedLM,
    RobertaModel)

SEED = 20261123
CASES = Path(__file__).parents[1] / "engine/models/cases/bert_checkpoint"
FIRST_WORD = 5  # ids below are special tokens


def bert(**changes):
    values = dict(vocab_size=23, max_position_embeddings=12, hidden_size=8, num_hidden_layers=2,
                  num_attention_heads=2, intermediate_size=20)
    return BertConfig(**(values | changes), attn_implementation="eager")


def roberta(**changes):
    values = dict(vocab_size=23, max_position_embeddings=14, hidden_size=8, num_hidden_layers=2,
                  num_attention_heads=2, intermediate_size=20, type_vocab_size=1)
    return RobertaConfig(**(values | changes), attn_implementation="eager")


def distilbert(**changes):
    values = dict(vocab_size=23, max_position_embeddings=12, dim=8, n_layers=2, n_heads=2,
                  hidden_dim=20)
    return DistilBertConfig(**(values | changes), attn_implementation="eager")


def random_model(kind, config):
    """Weights large enough that every part of the model shows in the output."""
    torch.manual_seed(SEED)
    model = kind(config).eval()
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.add_(torch.randn_like(parameter) * 0.3)
    return model


def safetensors_file(model, folder):
    model.save_pretrained(folder)


def legacy_torch_file(model, folder):
    """As the first releases: gamma and beta, position ids among the weights, the decoder twice."""
    model.config.save_pretrained(folder)
    state = {name.replace("LayerNorm.weight", "LayerNorm.gamma")
                 .replace("LayerNorm.bias", "LayerNorm.beta"): tensor
             for name, tensor in model.state_dict().items()}
    positions = model.config.max_position_embeddings
    state["bert.embeddings.position_ids"] = torch.arange(positions).view(1, -1)
    state["cls.predictions.decoder.weight"] = state["bert.embeddings.word_embeddings.weight"]
    state["cls.predictions.decoder.bias"] = state["cls.predictions.bias"]
    torch.save(state, folder / "pytorch_model.bin")


# name: (what is special, class, configuration, writer)
FIXTURES = {
    "bert-pretraining": ("both heads", BertForPreTraining, bert(), safetensors_file),
    "bert-masked-token": ("the masked-token head alone, no pooler", BertForMaskedLM, bert(),
                          safetensors_file),
    "bert-next-sentence": ("the next-sentence head alone", BertForNextSentencePrediction, bert(),
                           safetensors_file),
    "bert-without-heads": ("no head, names without the bert. prefix", BertModel, bert(),
                           safetensors_file),
    "bert-legacy-names": ("gamma and beta, buffers, the decoder stored twice", BertForPreTraining,
                          bert(), legacy_torch_file),
    "bert-untied": ("an output matrix of its own", BertForMaskedLM,
                    bert(tie_word_embeddings=False), safetensors_file),
    "bert-variants": ("relu, another epsilon, three segments", BertForPreTraining,
                      bert(hidden_act="relu", layer_norm_eps=1e-3, type_vocab_size=3),
                      safetensors_file),
    "roberta": ("positions from 2 on, one segment", RobertaForMaskedLM, roberta(),
                safetensors_file),
    "roberta-relu": ("relu in the blocks, gelu in the head", RobertaForMaskedLM,
                     roberta(hidden_act="relu"), safetensors_file),
    "roberta-without-heads": ("no head", RobertaModel, roberta(), safetensors_file),
    "distilbert": ("no segments, no pooler", DistilBertForMaskedLM, distilbert(),
                   safetensors_file),
    "distilbert-without-heads": ("no head", DistilBertModel, distilbert(), safetensors_file),
}


def expected(model):
    torch.manual_seed(SEED)
    inputs = {"input_ids": torch.randint(FIRST_WORD, model.config.vocab_size, (2, 9)),
              "attention_mask": torch.ones(2, 9, dtype=torch.int64)}
    inputs["attention_mask"][1, -2:] = 0
    segments = getattr(model.config, "type_vocab_size", None)
    if segments:
        inputs["token_type_ids"] = (torch.arange(9) * segments // 9).repeat(2, 1)
    with torch.no_grad():
        result = model(**inputs, output_hidden_states=True, output_attentions=True)
    tensors = dict(inputs)
    tensors |= {f"hidden.{i}": t for i, t in enumerate(result.hidden_states)}
    tensors |= {f"attention.{i}": t for i, t in enumerate(result.attentions)}
    if isinstance(model, BertForPreTraining):
        tensors |= {"logits": result.prediction_logits,
                    "next_sentence": result.seq_relationship_logits}
    elif isinstance(model, BertForNextSentencePrediction):
        tensors["next_sentence"] = result.logits
    elif "logits" in result:
        tensors["logits"] = result.logits
    return {name: tensor.contiguous() for name, tensor in tensors.items()}


def main():
    for name, (special, kind, config, write) in FIXTURES.items():
        folder = CASES / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        model = random_model(kind, config)
        write(model, folder)
        save_file(expected(model), folder / "expected.safetensors")
        (folder / "source.md").write_text(
            f"A random {kind.__name__}: {special}.\n\nMade by tests/tools/make_bert_fixtures.py, "
            f"seed {SEED}, with torch {torch.__version__.split('+')[0]}, "
            f"transformers {transformers.__version__}, safetensors {safetensors.__version__}.\n")


if __name__ == "__main__":
    main()
