#!/usr/bin/env python3
"""Makes what word vectors and maps are tested with: tests/engine/embeddings/cases/reference/.

vectors.npy with vectors.txt: 60 words in six clusters, 12 wide, as NumPy saves them, and the same
in word2vec's binary form (vectors.bin). expected.json, computed in float64: for words their nearest
by cosine, dot product and Euclidean distance; analogies by 3CosAdd and 3CosMul (Levy & Goldberg
2014; epsilon 0.001); the principal components (covariance, numpy.linalg.eigh) with the shares of
the variance; how much of the neighbourhoods scikit-learn's t-SNE keeps (trustworthiness, 5
neighbours); the a and b that umap-learn fits (scipy.optimize.curve_fit) for minimum distances.

    python3 make_vector_fixtures.py        (numpy, scipy, scikit-learn)
"""

import json
from pathlib import Path

import numpy as np
from scipy.optimize import curve_fit
from sklearn.manifold import TSNE, trustworthiness

OUT = Path(__file__).parents[1] / "engine/embeddings/cases/reference"
WORDS, WIDTH, CLUSTERS = 60, 12, 6
EPSILON = 0.001


def drawn():
    random = np.random.default_rng(20)
    centres = random.normal(size=(CLUSTERS, WIDTH))
    vectors = centres[np.arange(WORDS) % CLUSTERS] + 0.6 * random.normal(size=(WORDS, WIDTH))
    return vectors.astype(np.float32)


def nearest(scores, row, count=5):
    order = sorted((i for i in range(WORDS) if i != row), key=lambda i: (-scores[i], i))[:count]
    return [[int(i), float(scores[i])] for i in order]


def neighbours(x, row):
    norms = np.linalg.norm(x, axis=1)
    distances = np.linalg.norm(x - x[row], axis=1)
    return {"row": row, "cosine": nearest(x @ x[row] / norms / norms[row], row),
            "dot": nearest(x @ x[row], row),
            "euclidean": [[i, -d] for i, d in nearest(-distances, row)]}


def analogy(x, positive, negative):
    unit = x / np.linalg.norm(x, axis=1, keepdims=True)
    total = unit[positive].sum(axis=0) - unit[negative].sum(axis=0)
    added = unit @ total / np.linalg.norm(total)
    shifted = (unit @ unit.T + 1) / 2
    product = shifted[:, positive].prod(axis=1) / (shifted[:, negative].prod(axis=1) + EPSILON)
    asked = set(positive) | set(negative)

    def best(scores):
        order = sorted((i for i in range(WORDS) if i not in asked), key=lambda i: -scores[i])[:3]
        return [[int(i), float(scores[i])] for i in order]

    return {"positive": positive, "negative": negative, "norm": float(np.linalg.norm(total)),
            "add": best(added), "mul": best(product)}


def components(x):
    centred = x - x.mean(axis=0)
    values, axes = np.linalg.eigh(centred.T @ centred)
    axes = axes[:, ::-1][:, :3]
    axes *= np.sign(axes[np.abs(axes).argmax(axis=0), range(3)])
    return {"explained": (values[::-1][:3] / values.sum()).tolist(),
            "places": (centred @ axes).ravel().tolist()}


def curve(minimum, spread):
    x = np.linspace(0, 3 * spread, 300)
    y = np.where(x < minimum, 1.0, np.exp(-(x - minimum) / spread))
    (a, b), _ = curve_fit(lambda d, a, b: 1 / (1 + a * d ** (2 * b)), x, y)
    return {"minimum": minimum, "spread": spread, "a": a, "b": b}


def write_binary(path, words, vectors):
    with open(path, "wb") as out:
        out.write(f"{len(words)} {WIDTH}\n".encode())
        for word, vector in zip(words, vectors):
            out.write(word.encode() + b" " + vector.tobytes() + b"\n")


def main():
    OUT.mkdir(parents=True, exist_ok=True)
    vectors = drawn()
    words = [f"词{i}" if i % 2 else f"word{i}" for i in range(WORDS)]
    np.save(OUT / "vectors.npy", vectors)
    (OUT / "vectors.txt").write_text("".join(w + "\n" for w in words), encoding="utf-8")
    write_binary(OUT / "vectors.bin", words, vectors)
    x = vectors.astype(np.float64)
    mapped = TSNE(perplexity=10, init="pca", random_state=1).fit_transform(vectors)
    expected = {
        "neighbours": [neighbours(x, row) for row in (0, 7, 59)],
        "analogies": [analogy(x, [3, 10], [4]), analogy(x, [5], []), analogy(x, [1, 2], [8, 9])],
        "components": components(x),
        "tsne_trustworthiness": trustworthiness(x, mapped, n_neighbors=5),
        "curves": [curve(0.1, 1), curve(0.5, 1), curve(0.01, 2)],
        "first": x[0].tolist(),
    }
    (OUT / "expected.json").write_text(json.dumps(expected, indent=1) + "\n")
    (OUT / "source.md").write_text(
        "Made by tests/tools/make_vector_fixtures.py, seed 20, with "
        f"numpy {np.__version__} and scikit-learn (see there).\n")


if __name__ == "__main__":
    main()
