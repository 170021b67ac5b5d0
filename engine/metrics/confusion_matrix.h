#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace vitrine::metrics {

/// How often each class was taken for each.
class ConfusionMatrix {
public:
    explicit ConfusionMatrix(int classes);

    /// Both from 0 to classes − 1.
    void add(int expected, int answered);

    int classes() const { return m_classes; }
    std::int64_t count(int expected, int answered) const;
    std::int64_t expected(int label) const; ///< examples that are of this class
    std::int64_t answered(int label) const; ///< examples that were taken for it
    std::int64_t correct() const;
    std::int64_t total() const;

private:
    int m_classes;
    std::vector<std::int64_t> m_counts; // [expected, answered]
};

/// Hits among what was answered and among what should have been, and their harmonic mean. A
/// quotient of nothing by nothing is 0.
struct PrecisionRecall {
    std::int64_t hits = 0;
    std::int64_t answered = 0;
    std::int64_t expected = 0;
    double precision = 0;
    double recall = 0;
    double f1 = 0;
    bool operator==(const PrecisionRecall&) const = default;
};

PrecisionRecall precisionRecall(std::int64_t hits, std::int64_t answered, std::int64_t expected);

/// Means over the classes that occur, each counting alike (macro), and over all hits (micro).
struct ClassMeans {
    double precision = 0; ///< macro
    double recall = 0; ///< macro
    double f1 = 0; ///< macro: the mean of the classes' F1
    PrecisionRecall micro;
};

/// Classes that neither occur nor were answered are left out.
ClassMeans meansOf(std::span<const PrecisionRecall> classes);

struct ClassificationScores {
    double accuracy = 0;
    std::vector<PrecisionRecall> classes; ///< by label
    ClassMeans means;
};

ClassificationScores scoresOf(const ConfusionMatrix& matrix);

} // namespace vitrine::metrics
