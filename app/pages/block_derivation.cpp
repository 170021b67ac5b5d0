#include "app/pages/block_derivation.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "widgets/common/number_format.h"
#include "widgets/layers/block_walk_view.h"
#include "widgets/layers/site_text.h"

namespace vitrine::app {

namespace {

using widgets::DiagramPart;
using widgets::formatCount;
using widgets::formatValue;
using Values = std::vector<float>;

const Values& valuesAt(const DerivationSubject& subject, const DiagramPart& part) {
    static const Values none;
    const auto* value = widgets::valueAt(subject.walk, part);
    return value ? value->values : none;
}

/// One row of [heads, columns].
Values headRow(const DerivationSubject& subject, Site site) {
    const auto* value = widgets::valueAt(subject.walk, {site});
    if (!value || subject.head >= value->rows) {
        return {};
    }
    const auto first = value->values.begin()
        + static_cast<std::ptrdiff_t>(subject.head) * static_cast<std::ptrdiff_t>(value->columns);
    return {first, first + value->columns};
}

int largestOf(const Values& values) {
    return static_cast<int>(std::max_element(values.begin(), values.end()) - values.begin());
}

/// What a norm reads: the stream before it.
DiagramPart normInput(Site norm, bool normFirst) {
    switch (norm) {
    case Site::FeedForwardInput:
        return {Site::AttentionResidual};
    case Site::FinalNorm:
        return {Site::BlockInput, /*next=*/true};
    default:
        return normFirst ? DiagramPart{Site::BlockInput} : DiagramPart{Site::TokenEmbedding};
    }
}

QStringList normLines(
    const DiagramPart& part, const Values& output, const DerivationSubject& subject) {
    QStringList lines{QStringLiteral("x̂ = (x − μ) ÷ √(σ² + ε) · γ + β")};
    const Values& input = valuesAt(subject, normInput(part.site, subject.anatomy.normFirst));
    if (part.site == Site::EmbeddingNorm || input.empty()) {
        lines << QStringLiteral("x̂₁ = %1").arg(formatValue(output.front()));
        return lines;
    }
    const auto width = static_cast<double>(input.size());
    const double mean = std::accumulate(input.begin(), input.end(), 0.0) / width;
    const double variance
        = std::accumulate(input.begin(), input.end(), 0.0,
              [mean](double sum, float x) { return sum + (x - mean) * (x - mean); })
        / width;
    const double scaled = (input.front() - mean) / std::sqrt(variance);
    lines << QStringLiteral("μ = %1   σ² = %2").arg(formatValue(mean), formatValue(variance));
    lines << QStringLiteral("(x₁ − μ) ÷ σ = (%1 − %2) ÷ %3 = %4")
                 .arg(formatValue(input.front()), formatValue(mean),
                     formatValue(std::sqrt(variance)), formatValue(scaled));
    lines << QStringLiteral("· γ₁ + β₁ → x̂₁ = %1").arg(formatValue(output.front()));
    return lines;
}

/// A linear map: a formula, and its first component as a sum of so many products.
QStringList linearLines(
    const QString& formula, const QString& sum, const Values& output, std::size_t products) {
    return {formula, QStringLiteral("%1 = %2").arg(sum, formatValue(output.front())),
        QStringLiteral("i = 1 … %1").arg(formatCount(static_cast<std::int64_t>(products)))};
}

QStringList sumLines(const QString& result, const QString& first, const QString& second,
    const Values& a, const Values& b, const Values& sum) {
    QStringList lines{QStringLiteral("%1 = %2 + %3").arg(result, first, second)};
    if (!a.empty() && !b.empty()) {
        lines << QStringLiteral("%1₁ = %2 + %3 = %4")
                     .arg(result, formatValue(a.front()), formatValue(b.front()),
                         formatValue(sum.front()));
    }
    return lines;
}

QString keyName(const DerivationSubject& subject, int key) {
    return subject.tokens.value(key, QString::number(key + 1));
}

QStringList scoreLines(const DerivationSubject& subject) {
    const Values scores = headRow(subject, Site::AttentionScores);
    if (scores.empty()) {
        return {};
    }
    const int dimension = subject.anatomy.headDim();
    const Values weights = headRow(subject, Site::AttentionWeights);
    const int key = largestOf(weights.empty() ? scores : weights);
    const double score = scores[static_cast<std::size_t>(key)];
    const double root = std::sqrt(dimension);
    return {QStringLiteral("s = q · k ÷ √d   d = %1").arg(dimension),
        QStringLiteral("%1: %2 ÷ %3 = %4")
            .arg(keyName(subject, key), formatValue(score * root), formatValue(root),
                formatValue(score))};
}

QStringList weightLines(const DerivationSubject& subject) {
    const Values weights = headRow(subject, Site::AttentionWeights);
    const Values scores = headRow(subject, Site::AttentionScores);
    if (weights.empty() || scores.size() != weights.size()) {
        return {};
    }
    const int key = largestOf(weights);
    const double top = scores[static_cast<std::size_t>(key)];
    double sum = 0;
    for (std::size_t i = 0; i < scores.size(); ++i) {
        sum += weights[i] > 0 ? std::exp(scores[i] - top) : 0; // the mask leaves out the others
    }
    return {QStringLiteral("α = exp(s) ÷ Σ exp(s)"),
        QStringLiteral("%1: 1 ÷ Σ exp(s − %2) = 1 ÷ %3 = %4")
            .arg(keyName(subject, key), formatValue(top), formatValue(sum),
                formatValue(weights[static_cast<std::size_t>(key)]))};
}

QStringList activationLines(const DerivationSubject& subject, const Values& output) {
    const Values& input = valuesAt(subject, {Site::FeedForwardHidden});
    const auto name = widgets::activationName(subject.anatomy.activation);
    QStringList lines{QStringLiteral("h = %1(u)").arg(name)};
    if (!input.empty()) {
        lines << QStringLiteral("h₁ = %1(%2) = %3")
                     .arg(name, formatValue(input.front()), formatValue(output.front()));
        const auto above = std::count_if(input.begin(), input.end(), [](float u) { return u > 0; });
        lines << QStringLiteral("u > 0: %1 ÷ %2")
                     .arg(formatCount(above), formatCount(std::ssize(input)));
    }
    return lines;
}

QStringList logitLines(const Values& logits) {
    const auto best = static_cast<std::size_t>(largestOf(logits));
    double sum = 0;
    for (const float logit : logits) {
        sum += std::exp(static_cast<double>(logit) - logits[best]);
    }
    const double logSum = logits[best] + std::log(sum);
    return {QStringLiteral("z = x̂ · Eᵀ   p = exp(z) ÷ Σ exp(z)"),
        QStringLiteral("ln Σ exp(z) = %1").arg(formatValue(logSum)),
        QStringLiteral("p = exp(%1 − %2) = %3")
            .arg(formatValue(logits[best]), formatValue(logSum),
                widgets::formatProbability(std::exp(logits[best] - logSum)))};
}

QStringList blockOutputLines(const DerivationSubject& subject, const Values& output) {
    if (!subject.anatomy.normFirst) {
        return {QStringLiteral("x = norm(x̂ + f)"),
            QStringLiteral("x₁ = %1").arg(formatValue(output.front()))};
    }
    return sumLines(QStringLiteral("x"), QStringLiteral("x′"), QStringLiteral("f"),
        valuesAt(subject, {Site::AttentionResidual}), valuesAt(subject, {Site::FeedForwardOutput}),
        output);
}

QStringList blockInputLines(const DerivationSubject& subject, const Values& output) {
    if (subject.walk.layer > 0 || !subject.anatomy.normFirst) {
        return {QStringLiteral("‖x‖ = %1")
                    .arg(formatValue(std::sqrt(
                        std::inner_product(output.begin(), output.end(), output.begin(), 0.0))))};
    }
    return sumLines(QStringLiteral("x"), QStringLiteral("e"), QStringLiteral("p"),
        valuesAt(subject, {Site::TokenEmbedding}), valuesAt(subject, {Site::PositionEmbedding}),
        output);
}

} // namespace

QStringList blockDerivation(const DiagramPart& part, const DerivationSubject& subject) {
    const Values& output = valuesAt(subject, part);
    if (output.empty()) {
        return {};
    }
    const auto width = static_cast<std::size_t>(subject.anatomy.modelWidth);
    const auto hidden = static_cast<std::size_t>(subject.anatomy.mlpWidth);
    const auto first = formatValue(output.front());
    switch (part.site) {
    case Site::TokenEmbedding:
        return {
            QStringLiteral("e = E[%1]").arg(subject.token), QStringLiteral("e₁ = %1").arg(first)};
    case Site::PositionEmbedding:
        return {QStringLiteral("p = P[%1]").arg(subject.walk.position),
            QStringLiteral("p₁ = %1").arg(first)};
    case Site::SegmentEmbedding:
        return {QStringLiteral("s = S[0 | 1]"), QStringLiteral("s₁ = %1").arg(first)};
    case Site::BlockInput:
        return part.next ? blockOutputLines(subject, output) : blockInputLines(subject, output);
    case Site::EmbeddingNorm:
    case Site::AttentionInput:
    case Site::FeedForwardInput:
    case Site::FinalNorm:
        return normLines(part, output, subject);
    case Site::Queries:
        return linearLines(QStringLiteral("q = x̂ · W_Q + b"),
            QStringLiteral("q₁ = Σ x̂ᵢ W_Qᵢ₁ + b₁"), output, width);
    case Site::Keys:
        return linearLines(QStringLiteral("k = x̂ · W_K + b"),
            QStringLiteral("k₁ = Σ x̂ᵢ W_Kᵢ₁ + b₁"), output, width);
    case Site::Values:
        return linearLines(QStringLiteral("v = x̂ · W_V + b"),
            QStringLiteral("v₁ = Σ x̂ᵢ W_Vᵢ₁ + b₁"), output, width);
    case Site::AttentionScores:
        return scoreLines(subject);
    case Site::AttentionWeights:
        return weightLines(subject);
    case Site::HeadOutputs:
        return {QStringLiteral("z = Σ α v"),
            QStringLiteral("z₁ = %1").arg(formatValue(headRow(subject, part.site).front()))};
    case Site::AttentionOutput:
        return linearLines(QStringLiteral("a = concat · W_O + b"),
            QStringLiteral("a₁ = Σ zᵢ W_Oᵢ₁ + b₁"), output, width);
    case Site::AttentionResidual:
        return sumLines(QStringLiteral("x′"), QStringLiteral("x"), QStringLiteral("a"),
            valuesAt(subject, {Site::BlockInput}), valuesAt(subject, {Site::AttentionOutput}),
            output);
    case Site::FeedForwardHidden:
        return linearLines(
            QStringLiteral("u = x̂ · W₁ + b₁"), QStringLiteral("u₁ = Σ x̂ᵢ Wᵢ₁ + b₁"), output, width);
    case Site::FeedForwardActivation:
        return activationLines(subject, output);
    case Site::FeedForwardOutput:
        return linearLines(QStringLiteral("f = h · W₂ + b₂"), QStringLiteral("f₁ = Σ hᵢ Wᵢ₁ + b₁"),
            output, hidden);
    case Site::Logits:
        return logitLines(output);
    }
    return {};
}

} // namespace vitrine::app
