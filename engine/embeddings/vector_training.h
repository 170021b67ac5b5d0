#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <stop_token>

#include "engine/embeddings/embedding_table.h"
#include "engine/embeddings/word_corpus.h"
#include "engine/values/expected.h"

namespace vitrine::embeddings {

enum class VectorMethod {
    SkipGram, ///< a word predicts its neighbours (Mikolov et al. 2013), with negative sampling
    ContinuousBag, ///< the mean of the neighbours predicts the word: CBOW
    Glove, ///< logarithms of co-occurrence counts (Pennington, Socher & Manning 2014)
};

struct VectorTrainingOptions {
    VectorMethod method = VectorMethod::SkipGram;
    int dimensions = 100;
    int window = 5; ///< words on each side; word2vec draws 1 to this many
    int epochs = 5;
    float learningRate = 0; ///< at the start; 0 = 0.025, of CBOW and GloVe 0.05
    int negativeSamples = 5; ///< of word2vec: words drawn for each that is predicted
    double subsampling = 1e-3; ///< of word2vec: words more frequent than this are thinned; 0 = off
    double countLimit = 100; ///< of GloVe: x_max
    double countPower = 0.75; ///< of GloVe: α
    std::uint64_t seed = 1;
    /// 0 = as many as the machine has cores. One thread gives the same vectors each time; several
    /// write without locks (Recht et al. 2011, Hogwild), so that runs differ a little.
    int threads = 0;
};

/// How far training has come.
struct VectorTrainingProgress {
    int epoch = 0; ///< from 1
    int epochs = 0;
    double fraction = 0; ///< of all
    double loss = 0; ///< since the last report, mean per prediction (GloVe: per count), nats
    double wordsPerSecond = 0; ///< GloVe: counts
    double secondsLeft = 0;
    std::span<const float> vectors; ///< as they are now [word, dimension]; stands still meanwhile
};
using VectorTrainingCallback = std::function<void(const VectorTrainingProgress&)>;

/// Trains a vector for each word of a corpus. The callback comes on the calling thread several
/// times a second. Errors: OptionInvalid, Interrupted.
Expected<std::shared_ptr<const EmbeddingTable>> trainVectors(const WordCorpus& corpus,
    const VectorTrainingOptions& options, const VectorTrainingCallback& onProgress = {},
    std::stop_token stop = {});

} // namespace vitrine::embeddings
