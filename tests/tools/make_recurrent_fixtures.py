#!/usr/bin/env python3
"""Makes the small random recurrent and feed-forward language models that Vitrine is tested with.

Each folder under tests/engine/models/cases/recurrent holds a model as Vitrine stores it, and
expected.safetensors with what PyTorch's own torch.nn.RNN, LSTM and GRU compute from it in float32:
input_ids [batch, position], logits, hidden.i, and, of an LSTM, cell.i after layer i. The
feed-forward model is computed by the formula of Bengio et al. 2003, token by token.

    python3 make_recurrent_fixtures.py   (torch, safetensors; the versions used are written into
                                          each source.md)
"""

import json
import shutil
from pathlib import Path

import safetensors
import torch
from safetensors.torch import save_file

SEED = 20261123
CASES = Path(__file__).parents[1] / "engine/models/cases/recurrent"
VOCABULARY, WIDTH, WINDOW, CONTEXT = 13, 6, 3, 16
CELLS = {"rnn": torch.nn.RNN, "lstm": torch.nn.LSTM, "gru": torch.nn.GRU}
GATES = {"rnn": 1, "lstm": 4, "gru": 3}


def random(*shape):
    return torch.randn(*shape) * 0.6


def recurrent_weights(kind, layers, tied):
    rows = GATES[kind] * WIDTH
    weights = {"encoder.weight": random(VOCABULARY, WIDTH), "decoder.bias": random(VOCABULARY)}
    for i in range(layers):
        weights |= {f"rnn.weight_ih_l{i}": random(rows, WIDTH), f"rnn.bias_ih_l{i}": random(rows),
                    f"rnn.weight_hh_l{i}": random(rows, WIDTH), f"rnn.bias_hh_l{i}": random(rows)}
    if not tied:
        weights["decoder.weight"] = random(VOCABULARY, WIDTH)
    return weights


def one_layer(kind, weights, i, x):
    """All hidden states of layer i, and the cell states of an LSTM, which PyTorch gives only for
    the last step: so step by step."""
    layer = CELLS[kind](WIDTH, WIDTH, batch_first=True)
    layer.load_state_dict({f"{name}_l0": weights[f"rnn.{name}_l{i}"]
                           for name in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")})
    hidden, cells, state = [], [], None
    for position in range(x.shape[1]):
        output, state = layer(x[:, position:position + 1], state)
        hidden.append(output)
        if kind == "lstm":
            cells.append(state[1][0].unsqueeze(1))
    return torch.cat(hidden, 1), torch.cat(cells, 1) if cells else None


def recurrent_outputs(kind, layers, weights, ids):
    x = weights["encoder.weight"][ids]
    expected = {"hidden.0": x}
    for i in range(layers):
        x, cells = one_layer(kind, weights, i, x)
        expected[f"hidden.{i + 1}"] = x
        if cells is not None:
            expected[f"cell.{i}"] = cells
    output = weights.get("decoder.weight", weights["encoder.weight"])
    return expected | {"logits": x @ output.T + weights["decoder.bias"]}


def feed_forward_weights():
    return {"C.weight": random(VOCABULARY, WIDTH), "H.weight": random(WIDTH, WINDOW * WIDTH),
            "H.bias": random(WIDTH), "U.weight": random(VOCABULARY, WIDTH),
            "U.bias": random(VOCABULARY)}


def feed_forward_outputs(weights, ids):
    embedded = weights["C.weight"][ids]
    hidden = torch.empty_like(embedded)
    for row in range(ids.shape[0]):
        for position in range(ids.shape[1]):
            seen = [embedded[row, p] if p >= 0 else torch.zeros(WIDTH)
                    for p in range(position - WINDOW + 1, position + 1)]
            hidden[row, position] = torch.tanh(
                weights["H.weight"] @ torch.cat(seen) + weights["H.bias"])
    return {"hidden.0": embedded, "hidden.1": hidden,
            "logits": hidden @ weights["U.weight"].T + weights["U.bias"]}


def write(name, config, weights, expected, ids):
    folder = CASES / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    config = {"vocab_size": VOCABULARY, "max_position_embeddings": CONTEXT, "hidden_size": WIDTH,
              "torch_dtype": "float32"} | config
    (folder / "config.json").write_text(json.dumps(config, indent=2) + "\n")
    (folder / "generation_config.json").write_text("{}\n")
    save_file(weights, folder / "model.safetensors", {"format": "pt"})
    expected = {key: value.contiguous() for key, value in expected.items()}
    save_file(expected | {"input_ids": ids}, folder / "expected.safetensors")
    (folder / "source.md").write_text(
        f"Made by tests/tools/make_recurrent_fixtures.py, seed {SEED}, torch {torch.__version__}, "
        f"safetensors {safetensors.__version__}.\n")


def main():
    for name, kind, layers, tied in [("rnn", "rnn", 1, True), ("lstm", "lstm", 1, True),
                                     ("lstm-two-layers-untied", "lstm", 2, False),
                                     ("gru", "gru", 2, True)]:
        torch.manual_seed(SEED)
        weights = recurrent_weights(kind, layers, tied)
        ids = torch.randint(VOCABULARY, (2, 9))
        with torch.no_grad():
            expected = recurrent_outputs(kind, layers, weights, ids)
        write(name, {"model_type": kind, "num_hidden_layers": layers, "tie_word_embeddings": tied},
              weights, expected, ids)
    torch.manual_seed(SEED)
    weights = feed_forward_weights()
    ids = torch.randint(VOCABULARY, (2, 9))
    write("feed-forward",
          {"model_type": "feed-forward", "window": WINDOW, "tie_word_embeddings": False},
          weights, feed_forward_outputs(weights, ids), ids)


if __name__ == "__main__":
    main()
