#include "engine/inspect/weight_derivation.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "engine/inspect/tensor_values.h"

namespace vitrine::inspect {

namespace {

std::span<const float> rowOf(std::span<const float> matrix, std::size_t row, std::size_t width) {
    return matrix.subspan(row * width, width);
}

double dot(std::span<const float> a, std::span<const float> b) {
    return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}

/// Softmax over the visible scores; zeros where nothing is visible.
std::vector<double> softmax(const std::vector<double>& scores, const std::vector<bool>& visible) {
    double largest = -std::numeric_limits<double>::infinity();
    for (std::size_t key = 0; key < scores.size(); ++key) {
        largest = visible[key] ? std::max(largest, scores[key]) : largest;
    }
    std::vector<double> weights(scores.size(), 0);
    double sum = 0;
    for (std::size_t key = 0; key < scores.size(); ++key) {
        if (visible[key]) {
            weights[key] = std::exp(scores[key] - largest);
            sum += weights[key];
        }
    }
    if (sum > 0) {
        std::ranges::transform(weights, weights.begin(), [&](double w) { return w / sum; });
    }
    return weights;
}

std::vector<float> weightedSum(
    const std::vector<double>& weights, std::span<const float> values, std::size_t width) {
    std::vector<double> sum(width, 0);
    for (std::size_t key = 0; key < weights.size(); ++key) {
        const auto value = rowOf(values, key, width);
        for (std::size_t i = 0; i < width; ++i) {
            sum[i] += weights[key] * value[i];
        }
    }
    return {sum.begin(), sum.end()};
}

std::vector<bool> visibleKeys(const CapturedRun& run, HeadIndex head, int query) {
    const auto visible = run.visible(head, {query, 1});
    if (!visible.defined()) {
        return std::vector<bool>(static_cast<std::size_t>(run.positions()), true);
    }
    const auto row = visible[0].to(torch::kCPU).contiguous();
    const auto* first = row.const_data_ptr<bool>();
    return std::vector<bool>(first, first + row.numel());
}

} // namespace

AttentionDerivation deriveWeight(const AttentionRow& row, int key) {
    const auto width = row.q.size();
    const auto index = static_cast<std::size_t>(key);
    AttentionDerivation derivation;
    derivation.key = key;
    derivation.scale = std::sqrt(static_cast<double>(width));
    for (std::size_t k = 0; k < row.visible.size(); ++k) {
        derivation.rowScores.push_back(dot(row.q, rowOf(row.keys, k, width)) / derivation.scale);
    }
    derivation.rowVisible = row.visible;
    derivation.rowWeights = softmax(derivation.rowScores, row.visible);
    const auto k = rowOf(row.keys, index, width);
    const auto v = rowOf(row.values, index, width);
    derivation.q.assign(row.q.begin(), row.q.end());
    derivation.k.assign(k.begin(), k.end());
    derivation.v.assign(v.begin(), v.end());
    derivation.dotProduct = dot(row.q, k);
    derivation.score = derivation.rowScores[index];
    derivation.visible = row.visible[index];
    derivation.weight = derivation.rowWeights[index];
    derivation.headOutput = weightedSum(derivation.rowWeights, row.values, width);
    return derivation;
}

AttentionDerivation deriveWeight(const CapturedRun& run, HeadIndex head, int query, int key) {
    const auto q = plainFloats(run.queries(head.layer)[head.head][query]); // [headDim]
    const auto keys = plainFloats(run.keys(head)); // [key, headDim]
    const auto values = plainFloats(run.values(head)); // [key, headDim]
    auto derivation = deriveWeight(
        {elementsOf(q), elementsOf(keys), elementsOf(values), visibleKeys(run, head, query)}, key);
    derivation.head = head;
    derivation.query = query;
    const auto concat
        = run.headOutputs(head.layer).select(/*dim=*/1, query).flatten(); // [heads · headDim]
    derivation.concat = valuesOf(concat);
    derivation.output = valuesOf(run.model().attentionOutput(head.layer, concat));
    return derivation;
}

} // namespace vitrine::inspect
