#!/usr/bin/env python3
"""Times NumPy and scikit-learn on what vector_speed does, in the same minute on the same machine.

    compare_vectors.py VECTOR_SPEED [WORDS [DATA]]        (numpy, scikit-learn)
"""

import subprocess
import sys
import time

import numpy as np
from sklearn.decomposition import PCA
from sklearn.manifold import TSNE

WIDTH = 300
RUNS = 20


def best_of(runs, work):
    best = float("inf")
    for _ in range(runs):
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
    return best


def nearest(vectors, norms, row):
    cosines = vectors @ vectors[row] / (norms * norms[row])
    top = np.argpartition(-cosines, 11)[:11]
    return top[np.argsort(-cosines[top])]


def points(count):
    random = np.random.default_rng(1)
    centres = random.random((50, WIDTH), dtype=np.float32) - 0.5
    noise = random.random((count, WIDTH), dtype=np.float32) - 0.5
    return centres[np.arange(count) % 50] + noise


def main():
    words = int(sys.argv[2]) if len(sys.argv) > 2 else 400000
    print("Vitrine", flush=True)
    subprocess.run(sys.argv[1:], check=True)
    print("NumPy", np.__version__, "and scikit-learn")
    vectors = np.random.default_rng(1).random((words, WIDTH), dtype=np.float32) - 0.5
    norms = np.linalg.norm(vectors, axis=1)
    seconds = best_of(RUNS, lambda: nearest(vectors, norms, 7))
    print(f"10 nearest of {words} × {WIDTH}: {seconds * 1e3:.1f} ms")
    del vectors
    many = points(12000)
    seconds = best_of(5, lambda: PCA(2, svd_solver="covariance_eigh").fit_transform(many))
    print(f"PCA, {len(many)} × {WIDTH}: {seconds:.3f} s")
    seconds = best_of(1, lambda: TSNE(init="pca", random_state=1).fit_transform(points(5000)))
    print(f"t-SNE, 5000 points: {seconds:.2f} s")


if __name__ == "__main__":
    main()
