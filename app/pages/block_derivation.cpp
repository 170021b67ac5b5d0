#include "app/pages/block_derivation.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "widgets/common/number_format.h"
#include "widgets/layers/site_text.h"

namespace vitrine::app {

namespace {

using widgets::formatCount;
using widgets::formatValue;
using Values = std::vector<float>;

const Values& valuesAt(const DerivationSubject& subject, Site part) {
    static const Values none;
    const auto* value = subject.walk.find(part);
    return value ? value->values : none;
}

/// One row of [heads, columns].
Values headRow(const DerivationSubject& subject, Site site) {
    const auto* value = subject.walk.find(site);
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

Values sumOf(const DerivationSubject& subject, std::initializer_list<Site> sites) {
    Values sum;
    for (const Site site : sites) {
        const Values& values = valuesAt(subject, site);
        sum.resize(std::max(sum.size(), values.size()));
        std::transform(values.begin(), values.end(), sum.begin(), sum.begin(), std::plus<>());
    }
    return sum;
}

/// What a norm reads; empty where the walk does not pass it.
Values normInput(const DerivationSubject& subject, Site norm) {
    const bool last = subject.walk.layer == subject.anatomy.layers - 1;
    switch (norm) {
    case Site::EmbeddingNorm:
        return sumOf(
            subject, {Site::TokenEmbedding, Site::PositionEmbedding, Site::SegmentEmbedding});
    case Site::AttentionInput:
        return valuesAt(subject, Site::BlockInput);
    case Site::FeedForwardInput:
        return valuesAt(subject, Site::AttentionResidual);
    case Site::BlockOutput:
        return sumOf(subject, {Site::FeedForwardInput, Site::FeedForwardOutput});
    case Site::FinalNorm: // reads what the last layer leaves
        return last ? valuesAt(subject, Site::BlockOutput) : Values();
    case Site::MaskedTokenNorm:
        return valuesAt(subject, Site::MaskedTokenHidden);
    default:
        return {};
    }
}

QStringList normLines(Site part, const Values& output, const DerivationSubject& subject) {
    QStringList lines{QStringLiteral("x̂ = (x − μ) ÷ √(σ² + ε) · γ + β")};
    const Values input = normInput(subject, part);
    if (input.empty()) {
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
    const int dimension = subject.anatomy.headDim;
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
    const Values& input = valuesAt(subject, Site::FeedForwardHidden);
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
        auto lines = normLines(Site::BlockOutput, output, subject);
        lines.push_front(QStringLiteral("x = x̂ + f"));
        return lines;
    }
    return sumLines(QStringLiteral("x"), QStringLiteral("x′"), QStringLiteral("f"),
        valuesAt(subject, Site::AttentionResidual), valuesAt(subject, Site::FeedForwardOutput),
        output);
}

/// The pair of logits (follows, does not) and what the softmax makes of it.
QStringList nextSentenceLines(const Values& logits) {
    const double difference = logits.at(0) - logits.at(1);
    return {QStringLiteral("z = c · W + b = (%1, %2)")
                .arg(formatValue(logits.at(0)), formatValue(logits.at(1))),
        QStringLiteral("p = 1 ÷ (1 + exp(z₂ − z₁)) = %1")
            .arg(widgets::formatProbability(1 / (1 + std::exp(-difference))))};
}

QStringList blockInputLines(const DerivationSubject& subject, const Values& output) {
    if (subject.walk.layer > 0 || !subject.anatomy.normFirst) {
        return {QStringLiteral("‖x‖ = %1")
                    .arg(formatValue(std::sqrt(
                        std::inner_product(output.begin(), output.end(), output.begin(), 0.0))))};
    }
    return sumLines(QStringLiteral("x"), QStringLiteral("e"), QStringLiteral("p"),
        valuesAt(subject, Site::TokenEmbedding), valuesAt(subject, Site::PositionEmbedding),
        output);
}

} // namespace

QStringList linearDerivation(const LinearDerivation& derivation, int number) {
    constexpr std::size_t shown = 6;
    const auto& x = derivation.inputs;
    const auto& w = derivation.weights;
    const auto product = [&](std::size_t i) { return static_cast<double>(x[i]) * w[i]; };
    std::vector<std::size_t> order(x.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    const auto end = order.begin() + static_cast<std::ptrdiff_t>(std::min(shown, order.size()));
    std::partial_sort(order.begin(), end, order.end(),
        [&](std::size_t a, std::size_t b) { return std::abs(product(a)) > std::abs(product(b)); });
    QStringList lines;
    for (auto i = order.begin(); i != end; ++i) {
        lines << QStringLiteral("i = %1: %2 · %3 = %4")
                     .arg(*i + 1)
                     .arg(formatValue(x[*i]), formatValue(w[*i]), formatValue(product(*i)));
    }
    const double rest = std::accumulate(
        end, order.end(), 0.0, [&](double sum, std::size_t i) { return sum + product(i); });
    if (end != order.end()) {
        lines
            << QStringLiteral("… (%1) = %2").arg(formatCount(order.end() - end), formatValue(rest));
    }
    lines << QStringLiteral("b%1 = %2").arg(number).arg(formatValue(derivation.bias));
    lines << QStringLiteral("Σ xᵢ Wᵢ,%1 + b%1 = %2").arg(number).arg(formatValue(derivation.value));
    return lines;
}

QStringList blockDerivation(Site part, const DerivationSubject& subject) {
    const Values& output = valuesAt(subject, part);
    if (output.empty()) {
        return {};
    }
    const auto width = static_cast<std::size_t>(subject.anatomy.modelWidth);
    const auto hidden = static_cast<std::size_t>(subject.anatomy.mlpWidth);
    const auto first = formatValue(output.front());
    switch (part) {
    case Site::TokenEmbedding:
        return {
            QStringLiteral("e = E[%1]").arg(subject.token), QStringLiteral("e₁ = %1").arg(first)};
    case Site::PositionEmbedding:
        return {QStringLiteral("p = P[%1]").arg(subject.walk.position),
            QStringLiteral("p₁ = %1").arg(first)};
    case Site::SegmentEmbedding:
        return {QStringLiteral("s = S[0 | 1]"), QStringLiteral("s₁ = %1").arg(first)};
    case Site::BlockInput:
        return blockInputLines(subject, output);
    case Site::BlockOutput:
        return blockOutputLines(subject, output);
    case Site::EmbeddingNorm:
    case Site::AttentionInput:
    case Site::FeedForwardInput:
    case Site::FinalNorm:
    case Site::MaskedTokenNorm:
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
            QStringLiteral("z₁ = %1").arg(formatValue(headRow(subject, part).front()))};
    case Site::AttentionOutput:
        return linearLines(QStringLiteral("a = concat · W_O + b"),
            QStringLiteral("a₁ = Σ zᵢ W_Oᵢ₁ + b₁"), output, width);
    case Site::AttentionResidual:
        return sumLines(QStringLiteral("x′"), QStringLiteral("x"), QStringLiteral("a"),
            valuesAt(subject, Site::BlockInput), valuesAt(subject, Site::AttentionOutput), output);
    case Site::FeedForwardHidden:
        return linearLines(
            QStringLiteral("u = x̂ · W₁ + b₁"), QStringLiteral("u₁ = Σ x̂ᵢ Wᵢ₁ + b₁"), output, width);
    case Site::FeedForwardActivation:
        return activationLines(subject, output);
    case Site::FeedForwardOutput:
        return linearLines(QStringLiteral("f = h · W₂ + b₂"), QStringLiteral("f₁ = Σ hᵢ Wᵢ₁ + b₁"),
            output, hidden);
    case Site::MaskedTokenHidden:
        return linearLines(QStringLiteral("h = φ(x · W + b)"), QStringLiteral("h₁"), output, width);
    case Site::Logits:
        return logitLines(output);
    case Site::Pooled:
        return linearLines(
            QStringLiteral("c = tanh(x · W + b)"), QStringLiteral("c₁"), output, width);
    case Site::NextSentence:
        return nextSentenceLines(output);
    case Site::HiddenState: // no block has these
    case Site::CellState:
    case Site::InputGate:
    case Site::ForgetGate:
    case Site::OutputGate:
    case Site::ResetGate:
    case Site::UpdateGate:
    case Site::CandidateState:
        break;
    }
    return {};
}

} // namespace vitrine::app
