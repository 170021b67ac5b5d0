#include "engine/embeddings/vector_training.h"

#include <string>
#include <utility>

#include "engine/embeddings/glove_trainer.h"
#include "engine/embeddings/word2vec_trainer.h"

namespace vitrine::embeddings {

namespace {

Expected<void> check(const VectorTrainingOptions& options) {
    const std::pair<const char*, bool> conditions[] = {
        {"dimensions", options.dimensions >= 1 && options.dimensions <= 4096},
        {"window", options.window >= 1 && options.window <= 1000},
        {"epochs", options.epochs >= 1},
        {"learning rate", options.learningRate >= 0 && options.learningRate <= 10},
        {"negative samples", options.negativeSamples >= 1 && options.negativeSamples <= 1000},
        {"subsampling", options.subsampling >= 0},
        {"count limit", options.countLimit > 0},
    };
    for (const auto& [name, holds] : conditions) {
        if (!holds) {
            return Unexpected(
                Error{ErrorCode::OptionInvalid, name, {}, std::string(name) + " is out of range."});
        }
    }
    return {};
}

} // namespace

Expected<std::shared_ptr<const EmbeddingTable>> trainVectors(const WordCorpus& corpus,
    const VectorTrainingOptions& options, const VectorTrainingCallback& onProgress,
    std::stop_token stop) {
    auto vectors = check(options).and_then([&] {
        return options.method == VectorMethod::Glove
            ? trainGlove(corpus, options, onProgress, stop)
            : trainWord2vec(corpus, options, onProgress, stop);
    });
    return vectors.map([&](std::vector<float>& trained) {
        return EmbeddingTable::of(corpus.words, std::move(trained), options.dimensions);
    });
}

} // namespace vitrine::embeddings
