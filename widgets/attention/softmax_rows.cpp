#include "widgets/attention/softmax_rows.h"

#include <algorithm>
#include <cmath>

namespace vitrine::widgets {

std::vector<SoftmaxRow> softmaxRows(const AttentionDerivation& derivation, int count) {
    std::vector<SoftmaxRow> rows;
    for (std::size_t key = 0; key < derivation.rowScores.size(); ++key) {
        const double score = derivation.rowScores[key];
        if (derivation.rowVisible[key])
            rows.push_back(
                {static_cast<int>(key), 1, score, std::exp(score), derivation.rowWeights[key]});
    }
    const auto isOwn = [&](const SoftmaxRow& row) { return row.key == derivation.key; };
    std::ranges::stable_sort(rows, [&](const SoftmaxRow& left, const SoftmaxRow& right) {
        return isOwn(left) != isOwn(right) ? isOwn(left) : left.weight > right.weight;
    });
    if (static_cast<int>(rows.size()) > count) {
        SoftmaxRow others{.keys = 0};
        for (auto row = rows.begin() + count; row != rows.end(); ++row) {
            ++others.keys;
            others.exponential += row->exponential;
            others.weight += row->weight;
        }
        rows.resize(static_cast<std::size_t>(count));
        std::ranges::sort(rows, {}, &SoftmaxRow::key);
        rows.push_back(others);
    } else {
        std::ranges::sort(rows, {}, &SoftmaxRow::key);
    }
    return rows;
}

} // namespace vitrine::widgets
