#include "engine/embeddings/analogy.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/embeddings/nearest_words.h"
#include "engine/embeddings/parallel.h"
#include "engine/embeddings/similarity.h"
#include "engine/embeddings/vector_kernels.h"

namespace vitrine::embeddings {

namespace {

constexpr double Epsilon
    = 0.001; // of 3CosMul, against division by 0 (Levy & Goldberg 2014, sec. 5)
constexpr int LeastRange = 4096; // rows that are worth a thread

Expected<void> addTerms(const EmbeddingTable& table, std::span<const std::string> words,
    bool negative, std::vector<AnalogyTerm>& terms) {
    for (const auto& word : words) {
        const auto row = rowOf(table, word);
        if (!row) {
            return Unexpected(row.error());
        }
        terms.push_back({*row, std::string(table.word(*row)), negative, table.norm(*row)});
    }
    return {};
}

/// Σ ± unit vector.
std::vector<float> sumOf(const EmbeddingTable& table, const std::vector<AnalogyTerm>& terms) {
    std::vector<float> sum(static_cast<std::size_t>(table.dimensions()));
    for (const auto& term : terms) {
        if (term.norm > 0) {
            const auto factor = static_cast<float>((term.negative ? -1 : 1) / term.norm);
            kernels::addScaled(sum.data(), factor, table.vector(term.row).data(), sum.size());
        }
    }
    return sum;
}

std::vector<double> cosinesWith(
    const EmbeddingTable& table, const std::vector<AnalogyTerm>& terms, int row) {
    std::vector<double> cosines(terms.size());
    std::ranges::transform(terms, cosines.begin(), [&](const AnalogyTerm& term) {
        return similarity(table.vector(row), table.vector(term.row), SimilarityMeasure::Cosine);
    });
    return cosines;
}

/// 3CosMul: cosines shifted to [0, 1], those of the positive words over those of the negative.
double product(const std::vector<AnalogyTerm>& terms, std::span<const double> cosines) {
    double above = 1;
    double below = 1;
    for (std::size_t i = 0; i < terms.size(); ++i) {
        const double shifted = (cosines[i] + 1) / 2;
        (terms[i].negative ? below : above) *= shifted;
    }
    return above / (below + Epsilon);
}

/// The rank of every row by 3CosMul.
std::vector<double> products(const EmbeddingTable& table, const std::vector<AnalogyTerm>& terms,
    int threads, const std::stop_token& stop) {
    std::vector<double> scores(static_cast<std::size_t>(table.size()));
    const auto width = static_cast<std::size_t>(table.dimensions());
    forEachRange(table.size(), LeastRange, threads, [&](int first, int last) {
        std::vector<double> cosines(terms.size());
        for (int row = first; row < last && !stop.stop_requested(); ++row) {
            for (std::size_t i = 0; i < terms.size(); ++i) {
                const double norms = terms[i].norm * table.norm(row);
                cosines[i] = norms > 0 ? kernels::dot(table.vector(terms[i].row).data(),
                                             table.vector(row).data(), width)
                        / norms
                                       : 0;
            }
            scores[static_cast<std::size_t>(row)] = product(terms, cosines);
        }
    });
    return scores;
}

Expected<std::vector<WordNeighbour>> byMultiplication(const EmbeddingTable& table,
    const std::vector<AnalogyTerm>& terms, const AnalogyOptions& options,
    const std::stop_token& stop) {
    const auto scores = products(table, terms, options.threads, stop);
    if (stop.stop_requested()) {
        return Unexpected(Error{ErrorCode::Interrupted, {}, {}, "The search was stopped."});
    }
    std::vector<int> rows;
    for (int row = 0; row < table.size(); ++row) {
        if (std::ranges::find(terms, row, &AnalogyTerm::row) == terms.end()) {
            rows.push_back(row);
        }
    }
    const auto count
        = std::min<std::size_t>(rows.size(), static_cast<std::size_t>(std::max(options.count, 0)));
    const auto rank
        = [&scores](int row) { return std::pair(-scores[static_cast<std::size_t>(row)], row); };
    std::ranges::partial_sort(rows, rows.begin() + static_cast<std::ptrdiff_t>(count), {}, rank);
    std::vector<WordNeighbour> answers;
    for (std::size_t i = 0; i < count; ++i) {
        answers.push_back(
            {rows[i], std::string(table.word(rows[i])), scores[static_cast<std::size_t>(rows[i])]});
    }
    return answers;
}

Expected<std::vector<WordNeighbour>> byAddition(const EmbeddingTable& table,
    const WordAnalogy& question, const AnalogyOptions& options, const std::stop_token& stop) {
    NearestOptions nearest{.count = options.count, .leftOut = {}, .threads = options.threads};
    std::ranges::transform(question.terms, std::back_inserter(nearest.leftOut), &AnalogyTerm::row);
    return nearestWords(table, question.sum, nearest, stop);
}

} // namespace

Expected<WordAnalogy> analogy(const EmbeddingTable& table, std::span<const std::string> positive,
    std::span<const std::string> negative, const AnalogyOptions& options, std::stop_token stop) {
    if (positive.empty()) {
        return Unexpected(Error{
            ErrorCode::OptionInvalid, "positive", {}, "An analogy needs a word that is added."});
    }
    WordAnalogy result;
    result.method = options.method;
    const auto named = addTerms(table, positive, /*negative=*/false, result.terms).and_then([&] {
        return addTerms(table, negative, /*negative=*/true, result.terms);
    });
    if (!named) {
        return Unexpected(named.error());
    }
    result.sum = sumOf(table, result.terms);
    result.sumNorm = std::sqrt(similarity(result.sum, result.sum, SimilarityMeasure::DotProduct));
    const auto found = options.method == AnalogyMethod::CosineAddition
        ? byAddition(table, result, options, stop)
        : byMultiplication(table, result.terms, options, stop);
    if (!found) {
        return Unexpected(found.error());
    }
    for (const auto& neighbour : *found) {
        result.answers.push_back({neighbour, cosinesWith(table, result.terms, neighbour.row)});
    }
    return result;
}

} // namespace vitrine::embeddings
