#include "engine/metrics/confusion_matrix.h"

#include <cassert>
#include <numeric>

namespace vitrine::metrics {

namespace {

double quotient(double dividend, double divisor) {
    return divisor == 0 ? 0 : dividend / divisor;
}

} // namespace

ConfusionMatrix::ConfusionMatrix(int classes)
    : m_classes(classes), m_counts(static_cast<std::size_t>(classes) * classes) {
}

void ConfusionMatrix::add(int expected, int answered) {
    assert(expected >= 0 && expected < m_classes && answered >= 0 && answered < m_classes);
    ++m_counts[static_cast<std::size_t>(expected * m_classes + answered)];
}

std::int64_t ConfusionMatrix::count(int expected, int answered) const {
    return m_counts[static_cast<std::size_t>(expected * m_classes + answered)];
}

std::int64_t ConfusionMatrix::expected(int label) const {
    std::int64_t sum = 0;
    for (int other = 0; other < m_classes; ++other) {
        sum += count(label, other);
    }
    return sum;
}

std::int64_t ConfusionMatrix::answered(int label) const {
    std::int64_t sum = 0;
    for (int other = 0; other < m_classes; ++other) {
        sum += count(other, label);
    }
    return sum;
}

std::int64_t ConfusionMatrix::correct() const {
    std::int64_t sum = 0;
    for (int label = 0; label < m_classes; ++label) {
        sum += count(label, label);
    }
    return sum;
}

std::int64_t ConfusionMatrix::total() const {
    return std::reduce(m_counts.begin(), m_counts.end());
}

PrecisionRecall precisionRecall(std::int64_t hits, std::int64_t answered, std::int64_t expected) {
    PrecisionRecall scores{.hits = hits, .answered = answered, .expected = expected};
    const auto found = static_cast<double>(hits);
    scores.precision = quotient(found, static_cast<double>(answered));
    scores.recall = quotient(found, static_cast<double>(expected));
    scores.f1 = quotient(2 * found, static_cast<double>(answered + expected));
    return scores;
}

ClassMeans meansOf(std::span<const PrecisionRecall> classes) {
    ClassMeans means;
    std::int64_t hits = 0, answered = 0, expected = 0;
    int occurring = 0;
    for (const auto& each : classes) {
        if (each.answered == 0 && each.expected == 0) {
            continue;
        }
        ++occurring;
        means.precision += each.precision;
        means.recall += each.recall;
        means.f1 += each.f1;
        hits += each.hits;
        answered += each.answered;
        expected += each.expected;
    }
    for (double* sum : {&means.precision, &means.recall, &means.f1}) {
        *sum = quotient(*sum, occurring);
    }
    means.micro = precisionRecall(hits, answered, expected);
    return means;
}

ClassificationScores scoresOf(const ConfusionMatrix& matrix) {
    ClassificationScores scores;
    for (int label = 0; label < matrix.classes(); ++label) {
        scores.classes.push_back(precisionRecall(
            matrix.count(label, label), matrix.answered(label), matrix.expected(label)));
    }
    scores.accuracy
        = quotient(static_cast<double>(matrix.correct()), static_cast<double>(matrix.total()));
    scores.means = meansOf(scores.classes);
    return scores;
}

} // namespace vitrine::metrics
