#include "engine/embeddings/word2vec_trainer.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "engine/embeddings/parallel.h"
#include "engine/embeddings/random.h"
#include "engine/embeddings/training_clock.h"
#include "engine/embeddings/vector_kernels.h"

namespace vitrine::embeddings {

namespace {

constexpr std::size_t WordsPerPart = 50000; // between two reports, for each thread
constexpr std::size_t NegativeTable = std::size_t{1} << 20;
constexpr double NegativePower = 0.75;
constexpr float LeastRateShare = 1e-4F; // of the rate at the start
constexpr std::size_t LossEvery = 16; // words whose loss is measured

float sigmoid(float x) {
    return 1 / (1 + std::exp(-x));
}

/// Words in the proportion of count^0.75, to draw from.
std::vector<std::int32_t> negativeTable(const std::vector<std::int64_t>& counts) {
    double total = 0;
    for (const auto count : counts) {
        total += std::pow(static_cast<double>(count), NegativePower);
    }
    std::vector<std::int32_t> table;
    table.reserve(NegativeTable);
    double upTo = 0;
    for (std::size_t word = 0; word < counts.size(); ++word) {
        upTo += std::pow(static_cast<double>(counts[word]), NegativePower) / total;
        const auto end = static_cast<std::size_t>(upTo * static_cast<double>(NegativeTable));
        table.resize(
            std::max(table.size(), std::min(end, NegativeTable)), static_cast<std::int32_t>(word));
    }
    table.resize(NegativeTable, static_cast<std::int32_t>(counts.size() - 1));
    return table;
}

/// The probability with which each word stays: (√(f/t) + 1) · t/f of word2vec.c.
std::vector<float> keepProbabilities(const WordCorpus& corpus, double threshold) {
    std::vector<float> keep(corpus.words.size(), 1);
    const auto total = static_cast<double>(corpus.ids.size());
    for (std::size_t word = 0; threshold > 0 && word < keep.size(); ++word) {
        const double ratio = threshold * total / static_cast<double>(corpus.counts[word]);
        keep[word] = static_cast<float>(std::min(1.0, std::sqrt(ratio) + ratio));
    }
    return keep;
}

/// Input and output vectors, which all threads write.
class Word2vec {
public:
    Word2vec(const WordCorpus& corpus, const VectorTrainingOptions& options)
        : m_corpus(corpus), m_options(options),
          m_width(static_cast<std::size_t>(options.dimensions)),
          m_input(corpus.words.size() * m_width), m_output(m_input.size()),
          m_negatives(negativeTable(corpus.counts)),
          m_keep(keepProbabilities(corpus, options.subsampling)) {
        Random random(options.seed);
        for (auto& value : m_input) {
            value = (random.uniform() - 0.5F) / static_cast<float>(m_width);
        }
    }

    std::vector<float>& vectors() { return m_input; }

    /// Some lines in a thread of their own. `rate` holds for all of them.
    LossSum train(std::size_t firstLine, std::size_t lastLine, float rate, Random random) {
        LossSum sum;
        std::vector<float> change(m_width);
        std::vector<float> mean(m_width);
        std::vector<std::int32_t> kept;
        for (auto line = firstLine; line < lastLine; ++line) {
            kept.clear();
            std::ranges::copy_if(m_corpus.line(line), std::back_inserter(kept), [&](auto word) {
                const float keep = m_keep[static_cast<std::size_t>(word)];
                return keep >= 1 || random.uniform() < keep;
            });
            for (std::size_t at = 0; at < kept.size(); ++at) {
                const auto window = 1 + random.below(static_cast<std::uint32_t>(m_options.window));
                const auto first = at - std::min<std::size_t>(at, window);
                const auto last = std::min(kept.size(), at + window + 1);
                const bool measures = at % LossEvery == 0;
                if (m_options.method == VectorMethod::ContinuousBag) {
                    sum += bag(kept, at, first, last, rate, random, mean, change, measures);
                } else {
                    sum += skip(kept, at, first, last, rate, random, change, measures);
                }
            }
        }
        return sum;
    }

private:
    float* input(std::int32_t word) {
        return m_input.data() + static_cast<std::size_t>(word) * m_width;
    }
    float* output(std::int32_t word) {
        return m_output.data() + static_cast<std::size_t>(word) * m_width;
    }

    /// Each neighbour predicts the word between them, which is the same pairs as the other way.
    LossSum skip(const std::vector<std::int32_t>& words, std::size_t at, std::size_t first,
        std::size_t last, float rate, Random& random, std::vector<float>& change, bool measures) {
        LossSum sum;
        for (auto neighbour = first; neighbour < last; ++neighbour) {
            if (neighbour != at) {
                float* x = input(words[neighbour]);
                sum += predict(x, words[at], rate, random, change, measures);
                kernels::addScaled(x, 1, change.data(), m_width);
            }
        }
        return sum;
    }

    LossSum bag(const std::vector<std::int32_t>& words, std::size_t at, std::size_t first,
        std::size_t last, float rate, Random& random, std::vector<float>& mean,
        std::vector<float>& change, bool measures) {
        const auto neighbours = last - first - 1;
        if (neighbours == 0) {
            return {};
        }
        std::ranges::fill(mean, 0.0F);
        for (auto i = first; i < last; ++i) {
            if (i != at) {
                kernels::addScaled(
                    mean.data(), 1 / static_cast<float>(neighbours), input(words[i]), m_width);
            }
        }
        const auto sum = predict(mean.data(), words[at], rate, random, change, measures);
        for (auto i = first; i < last; ++i) {
            if (i != at) {
                kernels::addScaled(input(words[i]), 1, change.data(), m_width);
            }
        }
        return sum;
    }

    /// The word against drawn ones; `change` is what x should change by.
    LossSum predict(const float* x, std::int32_t word, float rate, Random& random,
        std::vector<float>& change, bool measures) {
        double loss = 0;
        std::ranges::fill(change, 0.0F);
        for (int sample = 0; sample <= m_options.negativeSamples; ++sample) {
            const bool positive = sample == 0;
            const auto target = positive ? word : m_negatives[random.below(NegativeTable)];
            if (!positive && target == word) {
                continue;
            }
            float* y = output(target);
            const float p = sigmoid(kernels::dot(x, y, m_width));
            if (measures) {
                loss -= std::log(std::max(positive ? p : 1 - p, 1e-12F));
            }
            const float gradient = (static_cast<float>(positive) - p) * rate;
            kernels::addScaled(change.data(), gradient, y, m_width);
            kernels::addScaled(y, gradient, x, m_width);
        }
        return {loss, measures ? 1 : 0};
    }

    const WordCorpus& m_corpus;
    const VectorTrainingOptions& m_options;
    std::size_t m_width;
    std::vector<float> m_input; ///< [word, dimension]
    std::vector<float> m_output; ///< [word, dimension]
    std::vector<std::int32_t> m_negatives;
    std::vector<float> m_keep;
};

/// Lines cut into pieces of about WordsPerPart words: the first line of each, and the end.
std::vector<std::size_t> piecesOf(const WordCorpus& corpus, int threads) {
    // Small texts too give every thread several pieces.
    const auto least = corpus.ids.size() / (static_cast<std::size_t>(threads) * 4) + 1;
    const auto size = std::min(WordsPerPart, least);
    std::vector<std::size_t> pieces{0};
    std::size_t begin = 0;
    for (std::size_t line = 0; line < corpus.lineEnds.size(); ++line) {
        if (corpus.lineEnds[line] - begin >= size) {
            pieces.push_back(line + 1);
            begin = corpus.lineEnds[line];
        }
    }
    if (pieces.back() != corpus.lineEnds.size()) {
        pieces.push_back(corpus.lineEnds.size());
    }
    return pieces;
}

} // namespace

Expected<std::vector<float>> trainWord2vec(const WordCorpus& corpus,
    const VectorTrainingOptions& options, const VectorTrainingCallback& onProgress,
    const std::stop_token& stop) {
    Word2vec model(corpus, options);
    const int threads = threadCount(options.threads);
    const auto pieces = piecesOf(corpus, threads);
    const auto count = static_cast<int>(pieces.size()) - 1;
    const float usual = options.method == VectorMethod::ContinuousBag ? 0.05F : 0.025F;
    const float start = options.learningRate > 0 ? options.learningRate : usual;
    const TrainingClock clock(options.epochs, static_cast<double>(corpus.ids.size()), onProgress);
    Random seeds(options.seed);
    for (int epoch = 0; epoch < options.epochs; ++epoch) {
        for (int first = 0; first < count; first += threads) {
            if (stop.stop_requested()) {
                return Unexpected(
                    Error{ErrorCode::Interrupted, {}, {}, "The training was stopped."});
            }
            const int parts = std::min(threads, count - first);
            const float done = (static_cast<float>(epoch) + static_cast<float>(first) / count)
                / static_cast<float>(options.epochs);
            const float rate = start * std::max(1 - done, LeastRateShare);
            std::vector<LossSum> losses(static_cast<std::size_t>(parts));
            const auto seed = seeds.next();
            forEachPart(parts, threads, [&](int part) {
                const auto piece = static_cast<std::size_t>(first + part);
                losses[static_cast<std::size_t>(part)] = model.train(pieces[piece],
                    pieces[piece + 1], rate, Random(seed + static_cast<std::uint64_t>(part)));
            });
            LossSum sum;
            std::ranges::for_each(losses, [&sum](const LossSum& loss) { sum += loss; });
            const auto end = corpus.lineEnds[pieces[static_cast<std::size_t>(first + parts)] - 1];
            clock.report(epoch, static_cast<double>(end), sum, model.vectors());
        }
    }
    return std::move(model.vectors());
}

} // namespace vitrine::embeddings
