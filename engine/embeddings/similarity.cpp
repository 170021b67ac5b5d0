#include "engine/embeddings/similarity.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

#include "engine/text/words.h"

namespace vitrine::embeddings {

namespace {

double dot(std::span<const float> a, std::span<const float> b) {
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        sum += static_cast<double>(a[i]) * b[i];
    }
    return sum;
}

double distance(std::span<const float> a, std::span<const float> b) {
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        const double difference = static_cast<double>(a[i]) - b[i];
        sum += difference * difference;
    }
    return std::sqrt(sum);
}

double cosineOf(double product, double norms) {
    return norms > 0 ? std::clamp(product / norms, -1.0, 1.0) : 0;
}

} // namespace

double similarity(std::span<const float> a, std::span<const float> b, SimilarityMeasure measure) {
    switch (measure) {
    case SimilarityMeasure::Cosine:
        return cosineOf(dot(a, b), std::sqrt(dot(a, a)) * std::sqrt(dot(b, b)));
    case SimilarityMeasure::DotProduct:
        return dot(a, b);
    case SimilarityMeasure::Euclidean:
        return distance(a, b);
    }
    return 0;
}

Expected<std::vector<double>> similarityMatrix(std::span<const std::span<const float>> vectors,
    SimilarityMeasure measure, const std::stop_token& stop) {
    const auto count = vectors.size();
    std::vector<double> matrix(count * count);
    for (std::size_t i = 0; i < count; ++i) {
        if (stop.stop_requested()) {
            return Unexpected(
                Error{ErrorCode::Interrupted, {}, {}, "The comparison of all pairs was stopped."});
        }
        for (std::size_t j = i; j < count; ++j) {
            matrix[i * count + j] = similarity(vectors[i], vectors[j], measure);
            matrix[j * count + i] = matrix[i * count + j];
        }
    }
    return matrix;
}

CosineDerivation deriveCosine(
    std::string first, std::span<const float> a, std::string second, std::span<const float> b) {
    CosineDerivation derivation;
    derivation.first = std::move(first);
    derivation.second = std::move(second);
    derivation.a.assign(a.begin(), a.end());
    derivation.b.assign(b.begin(), b.end());
    derivation.products.resize(a.size());
    std::ranges::transform(a, b, derivation.products.begin(), std::multiplies<>());
    derivation.dotProduct = dot(a, b);
    derivation.firstNorm = std::sqrt(dot(a, a));
    derivation.secondNorm = std::sqrt(dot(b, b));
    derivation.cosine
        = cosineOf(derivation.dotProduct, derivation.firstNorm * derivation.secondNorm);
    derivation.degrees = std::acos(derivation.cosine) * 180 / std::numbers::pi;
    derivation.distance = distance(a, b);
    return derivation;
}

Expected<int> rowOf(const EmbeddingTable& table, std::string_view word) {
    if (const auto row = table.find(word)) {
        return *row;
    }
    if (const auto row = table.find(text::lowerCased(word))) {
        return *row;
    }
    return Unexpected(Error{ErrorCode::WordUnknown, std::string(word), {},
        "The vectors have no word \"" + std::string(word) + "\"."});
}

Expected<TextVector> textVector(
    const EmbeddingTable& table, std::span<const std::string_view> words) {
    TextVector result;
    result.vector.resize(static_cast<std::size_t>(table.dimensions()));
    std::string all;
    for (const auto word : words) {
        all += all.empty() ? std::string(word) : " " + std::string(word);
        const auto row = rowOf(table, word);
        if (!row) {
            result.unknown.emplace_back(word);
            continue;
        }
        result.rows.push_back(*row);
        std::ranges::transform(
            result.vector, table.vector(*row), result.vector.begin(), std::plus<>());
    }
    if (result.rows.empty()) {
        return Unexpected(Error{ErrorCode::WordUnknown, all, {},
            "The vectors have none of the words of \"" + all + "\"."});
    }
    for (auto& value : result.vector) {
        value /= static_cast<float>(result.rows.size());
    }
    return result;
}

} // namespace vitrine::embeddings
