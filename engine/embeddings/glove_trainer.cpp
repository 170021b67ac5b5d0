#include "engine/embeddings/glove_trainer.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/embeddings/parallel.h"
#include "engine/embeddings/random.h"
#include "engine/embeddings/training_clock.h"
#include "engine/embeddings/vector_kernels.h"

namespace vitrine::embeddings {

namespace {

constexpr std::size_t PairsBetweenSums = std::size_t{1} << 24; // pairs held before equal ones join
constexpr std::size_t CountsPerPart = 200000; // between two reports, for each thread
constexpr float UsualRate = 0.05F;

std::pair<std::int32_t, std::int32_t> wordsOf(const CoOccurrence& pair) {
    return {pair.word, pair.context};
}

/// Sorts pairs and joins equal ones.
void sumEqual(std::vector<CoOccurrence>& pairs) {
    std::ranges::stable_sort(pairs, {}, wordsOf); // a sum in one order is one number
    std::size_t last = 0;
    for (std::size_t i = 1; i < pairs.size(); ++i) {
        if (wordsOf(pairs[i]) == wordsOf(pairs[last])) {
            pairs[last].count += pairs[i].count;
        } else {
            pairs[++last] = pairs[i];
        }
    }
    pairs.resize(pairs.empty() ? 0 : last + 1);
}

/// Both vectors and biases of every word with AdaGrad's sums of squares, which all threads write.
/// A vector is followed by its bias: [word, dimension + 1].
class Glove {
public:
    Glove(const WordCorpus& corpus, const VectorTrainingOptions& options)
        : m_options(options), m_width(static_cast<std::size_t>(options.dimensions)),
          m_rate(options.learningRate > 0 ? options.learningRate : UsualRate),
          m_words(corpus.words.size() * (m_width + 1)), m_contexts(m_words.size()),
          m_wordSquares(m_words.size(), 1), m_contextSquares(m_words.size(), 1) {
        Random random(options.seed);
        for (auto* values : {&m_words, &m_contexts}) {
            for (auto& value : *values) {
                value = (random.uniform() - 0.5F) / static_cast<float>(m_width + 1);
            }
        }
    }

    LossSum train(std::span<const CoOccurrence> pairs) {
        LossSum sum;
        std::vector<float> wordGradient(m_width + 1);
        for (const auto& pair : pairs) {
            float* w = m_words.data() + offset(pair.word);
            float* c = m_contexts.data() + offset(pair.context);
            const float error
                = kernels::dot(w, c, m_width) + w[m_width] + c[m_width] - std::log(pair.count);
            const float weight = pair.count < m_options.countLimit ? static_cast<float>(std::pow(
                                     pair.count / m_options.countLimit, m_options.countPower))
                                                                   : 1;
            sum += {0.5 * weight * error * error, 1};
            const float scale = weight * error;
            for (std::size_t i = 0; i < m_width; ++i) {
                wordGradient[i] = scale * c[i];
            }
            wordGradient[m_width] = scale;
            update(c, m_contextSquares.data() + offset(pair.context), w, scale);
            descend(w, m_wordSquares.data() + offset(pair.word), wordGradient.data());
        }
        return sum;
    }

    /// The sum of both vectors of each word.
    std::vector<float> vectors() const {
        std::vector<float> result;
        result.reserve(m_words.size());
        for (std::size_t at = 0; at < m_words.size(); at += m_width + 1) {
            for (std::size_t i = at; i < at + m_width; ++i) {
                result.push_back(m_words[i] + m_contexts[i]);
            }
        }
        return result;
    }

private:
    std::size_t offset(std::int32_t word) const {
        return static_cast<std::size_t>(word) * (m_width + 1);
    }
    /// A context's step, whose gradient is the word's vector, and 1 for the bias.
    void update(float* values, float* squares, const float* other, float scale) {
        step(values, squares, scale, m_width);
        for (std::size_t i = 0; i < m_width; ++i) {
            step(values, squares, scale * other[i], i);
        }
    }
    void descend(float* values, float* squares, const float* gradient) {
        for (std::size_t i = 0; i <= m_width; ++i) {
            step(values, squares, gradient[i], i);
        }
    }
    void step(float* values, float* squares, float gradient, std::size_t i) const {
        values[i] -= m_rate * gradient / std::sqrt(squares[i]);
        squares[i] += gradient * gradient;
    }

    const VectorTrainingOptions& m_options;
    std::size_t m_width;
    float m_rate;
    std::vector<float> m_words;
    std::vector<float> m_contexts;
    std::vector<float> m_wordSquares;
    std::vector<float> m_contextSquares;
};

void shuffle(std::vector<CoOccurrence>& pairs, Random& random) {
    for (auto i = pairs.size(); i > 1; --i) {
        std::swap(pairs[i - 1], pairs[random.below(static_cast<std::uint32_t>(i))]);
    }
}

Unexpected interrupted() {
    return Unexpected(Error{ErrorCode::Interrupted, {}, {}, "The training was stopped."});
}

} // namespace

std::vector<CoOccurrence> coOccurrences(
    const WordCorpus& corpus, int window, const std::stop_token& stop) {
    std::vector<CoOccurrence> pairs;
    std::size_t summed = 0;
    for (std::size_t index = 0; index < corpus.lineEnds.size(); ++index) {
        const auto line = corpus.line(index);
        for (std::size_t at = 0; at < line.size(); ++at) {
            const auto first = at - std::min(at, static_cast<std::size_t>(window));
            for (auto before = first; before < at; ++before) {
                const float share = 1 / static_cast<float>(at - before);
                pairs.push_back({line[at], line[before], share});
                pairs.push_back({line[before], line[at], share});
            }
        }
        if (pairs.size() - summed > PairsBetweenSums) {
            if (stop.stop_requested()) {
                return {};
            }
            sumEqual(pairs);
            summed = pairs.size();
        }
    }
    sumEqual(pairs);
    return pairs;
}

Expected<std::vector<float>> trainGlove(const WordCorpus& corpus,
    const VectorTrainingOptions& options, const VectorTrainingCallback& onProgress,
    const std::stop_token& stop) {
    auto pairs = coOccurrences(corpus, options.window, stop);
    if (stop.stop_requested()) {
        return interrupted();
    }
    Glove model(corpus, options);
    const auto threads = static_cast<std::size_t>(threadCount(options.threads));
    const auto piece = std::min(CountsPerPart, pairs.size() / threads + 1);
    const TrainingClock clock(options.epochs, static_cast<double>(pairs.size()), onProgress);
    Random random(options.seed);
    for (int epoch = 0; epoch < options.epochs; ++epoch) {
        shuffle(pairs, random);
        for (std::size_t first = 0; first < pairs.size(); first += piece * threads) {
            if (stop.stop_requested()) {
                return interrupted();
            }
            const auto rest = std::span<const CoOccurrence>(pairs).subspan(first);
            std::vector<LossSum> losses(threads);
            forEachPart(static_cast<int>(threads), static_cast<int>(threads), [&](int part) {
                const auto index = static_cast<std::size_t>(part);
                const auto begin = std::min(rest.size(), index * piece);
                losses[index]
                    = model.train(rest.subspan(begin, std::min(piece, rest.size() - begin)));
            });
            LossSum sum;
            std::ranges::for_each(losses, [&sum](const LossSum& loss) { sum += loss; });
            const auto done = std::min(pairs.size(), first + piece * threads);
            if (onProgress) {
                clock.report(epoch, static_cast<double>(done), sum, model.vectors());
            }
        }
    }
    return model.vectors();
}

} // namespace vitrine::embeddings
