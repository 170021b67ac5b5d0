#include "app/workspace/model_measure.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>

#include "app/workspace/model_comparison.h"
#include "engine/text/line_blocks.h"
#include "engine/text/take_line.h"
#include "engine/text/unicode.h"

namespace vitrine::app {

namespace {

using Counts = std::shared_ptr<const ngram::NgramCounts>;

const double bitsPerLog10 = std::log2(10.0);
const double bitsPerNat = 1 / std::log(2.0);
constexpr double ruledOut = -90; // log10; ARPA files have −99 for a probability of 0

/// Bytes that all models measure before the numbers are shown: a second's work of a large one.
constexpr std::size_t blockBytes = 1 << 14;

Unexpected stopped() {
    return Unexpected(Error{ErrorCode::Interrupted, {}, {}, "The work was stopped."});
}

/// How many n-grams of each order from 1 a text has, and how many of them were never counted.
struct UnseenNgrams {
    std::vector<std::int64_t> all;
    std::vector<std::int64_t> missing;

    std::vector<double> shares() const {
        std::vector<double> shares;
        for (std::size_t n = 0; n < all.size(); ++n) {
            shares.push_back(static_cast<double>(missing[n])
                / static_cast<double>(std::max<std::int64_t>(all[n], 1)));
        }
        return shares;
    }
};

/// An n-gram is seen where its context and its last word are in the trie.
void addUnseen(
    UnseenNgrams& unseen, const ngram::NgramCounts& counts, const std::vector<WordId>& sentence) {
    for (std::size_t start = 0; start < sentence.size(); ++start) {
        std::optional<ngram::NgramNode> node = ngram::NgramNode{};
        for (std::size_t n = 0; n < unseen.all.size() && start + n < sentence.size(); ++n) {
            const auto word = sentence[start + n];
            node = node && word != ngram::WordTable::Unknown ? counts.trie()->child(*node, word)
                                                             : std::nullopt;
            ++unseen.all[n];
            unseen.missing[n] += node ? 0 : 1;
        }
    }
}

/// Calls `onLine` with the line as the model numbers it; empty lines are left out.
template <typename OnLine>
void forEachSentence(const ngram::NgramModel& model, std::string_view lines, const OnLine& onLine) {
    while (!lines.empty()) {
        if (const auto line = text::takeLine(lines); !line.empty()) {
            onLine(line, encodeLine(model, line));
        }
    }
}

PredictionSum predictionOf(const ngram::NgramModel& model, std::string_view lines) {
    PredictionSum sum;
    forEachSentence(model, lines, [&](std::string_view line, std::vector<WordId> ids) {
        ids.push_back(ngram::WordTable::End);
        auto context = model.probabilities().start();
        for (const auto id : ids) {
            const auto log10 = model.probabilities().score(context, id).log10;
            sum.bits += log10 > ruledOut ? -log10 * bitsPerLog10
                                         : std::numeric_limits<double>::infinity();
        }
        sum.tokens += static_cast<std::int64_t>(ids.size());
        sum.characters += static_cast<std::int64_t>(text::characterCount(line)) + 1;
    });
    return sum;
}

Expected<PredictionSum> predictionOf(
    const ComparedModel& model, std::string_view lines, const std::stop_token& stop) {
    if (model.ngram) {
        return predictionOf(*model.ngram, lines);
    }
    const auto evaluation = model.neural->evaluate(lines, /*lines=*/true, stop);
    if (!evaluation) {
        return Unexpected(evaluation.error());
    }
    if (evaluation->partial) {
        return stopped();
    }
    return PredictionSum{
        evaluation->crossEntropy * static_cast<double>(evaluation->tokens) * bitsPerNat,
        evaluation->tokens, evaluation->characters};
}

/// Measures one file under the models, block by block.
class FileReader {
public:
    FileReader(const std::vector<ComparedModel>& models, const Counts& counts)
        : m_models(models), m_counts(counts) {
        m_result.models.resize(models.size());
    }

    Expected<void> prepare(const std::stop_token& stop) {
        if (!m_counts) {
            return {};
        }
        const auto orders = static_cast<std::size_t>(m_counts->order());
        m_unseen = {std::vector<std::int64_t>(orders, 0), std::vector<std::int64_t>(orders, 0)};
        return ngram::NgramModel::estimated(m_counts, {.order = 1}, stop).map([&](auto model) {
            m_cutter = std::move(model);
        });
    }

    Expected<void> read(text::LineBlocks& blocks, const std::stop_token& stop,
        const FileMeasureCallback& onProgress) {
        return blocks.forEach([&](std::string_view block) {
            return add(block, stop).map([&] {
                m_result.measured = static_cast<double>(blocks.bytesTaken())
                    / static_cast<double>(std::max<std::uintmax_t>(1, blocks.fileBytes()));
                if (onProgress) {
                    onProgress(m_result);
                }
            });
        });
    }

    FileMeasure& result() { return m_result; }
    bool hasLines() const { return m_hasLines; }

private:
    /// All models or none take the block.
    Expected<void> add(std::string_view block, const std::stop_token& stop) {
        std::vector<PredictionSum> sums;
        for (const auto& model : m_models) {
            auto sum = stop.stop_requested() ? Expected<PredictionSum>(stopped())
                                             : predictionOf(model, block, stop);
            if (!sum) {
                return Unexpected(sum.error());
            }
            sums.push_back(*sum);
        }
        for (std::size_t i = 0; i < sums.size(); ++i) {
            m_result.models[i].add(sums[i]);
        }
        m_hasLines = m_hasLines || block.find_first_not_of("\r\n") != std::string_view::npos;
        if (m_cutter) {
            forEachSentence(*m_cutter, block, [&](std::string_view, std::vector<WordId> ids) {
                ids.insert(ids.begin(), ngram::WordTable::Begin);
                ids.push_back(ngram::WordTable::End);
                addUnseen(m_unseen, *m_counts, ids);
            });
            m_result.unseen = m_unseen.shares();
        }
        return {};
    }

    const std::vector<ComparedModel>& m_models;
    const Counts& m_counts;
    std::shared_ptr<const ngram::NgramModel> m_cutter; ///< numbers lines as the counts do
    UnseenNgrams m_unseen;
    bool m_hasLines = false;
    FileMeasure m_result;
};

/// A model's perplexity of a whole file. Error: Interrupted.
Expected<double> perplexityOf(const ngram::NgramModel& model, const std::filesystem::path& file,
    const std::stop_token& stop) {
    PredictionSum sum;
    const auto add = [&](std::string_view block) -> Expected<void> {
        if (stop.stop_requested()) {
            return stopped();
        }
        sum.add(predictionOf(model, block));
        return {};
    };
    return text::LineBlocks::open(file)
        .and_then([&](text::LineBlocks blocks) { return blocks.forEach(add); })
        .map([&] { return sum.perplexity(); });
}

Expected<void> addCurves(FileMeasure& measure, const Counts& counts,
    const std::filesystem::path& file, const std::stop_token& stop,
    const FileMeasureCallback& onProgress) {
    using enum NgramSmoothing;
    constexpr std::array methods{ModifiedKneserNey, KneserNey, Katz, GoodTuring, AddK};
    const auto all
        = static_cast<double>(methods.size() * static_cast<std::size_t>(counts->order()));
    for (const auto smoothing : methods) {
        measure.curves.push_back({smoothing, {}});
        for (int order = 1; order <= counts->order(); ++order) {
            const auto perplexity = ngram::NgramModel::estimated(
                counts, {.smoothing = smoothing, .order = order}, stop)
                                        .and_then([&](const auto& model) {
                                            return perplexityOf(*model, file, stop);
                                        });
            if (!perplexity) {
                return Unexpected(perplexity.error());
            }
            measure.curves.back().perplexities.push_back(*perplexity);
            measure.compared += 1 / all;
            if (onProgress) {
                onProgress(measure);
            }
        }
    }
    return {};
}

} // namespace

void PredictionSum::add(const PredictionSum& other) {
    bits += other.bits;
    tokens += other.tokens;
    characters += other.characters;
}

double PredictionSum::perplexity() const {
    return std::exp2(bits / static_cast<double>(tokens));
}

double PredictionSum::bitsPerCharacter() const {
    return bits / static_cast<double>(characters);
}

Expected<FileMeasure> measureFile(const std::vector<ComparedModel>& models, const Counts& counts,
    const std::filesystem::path& file, const std::stop_token& stop,
    const FileMeasureCallback& onProgress) {
    auto blocks = text::LineBlocks::open(file, blockBytes);
    if (!blocks) {
        return Unexpected(blocks.error());
    }
    FileReader reader(models, counts);
    auto done
        = reader.prepare(stop).and_then([&] { return reader.read(*blocks, stop, onProgress); });
    if (done && !reader.hasLines()) {
        return Unexpected(Error{ErrorCode::DatasetTooSmall, file.string(), "0, 1",
            file.string() + " has no line to measure."});
    }
    auto& result = reader.result();
    if (done && counts) {
        done = addCurves(result, counts, file, stop, onProgress);
    }
    const bool usable = result.measured > 0 && !done && done.error().code == ErrorCode::Interrupted;
    if (!done && !usable) {
        return Unexpected(done.error());
    }
    return std::move(result);
}

} // namespace vitrine::app
