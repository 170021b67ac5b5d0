#include "app/pages/ngram_derivation_text.h"

#include <QStringList>

#include <algorithm>
#include <cmath>

#include "app/pages/ngram_why_panel.h"
#include "widgets/common/number_format.h"

namespace vitrine::app {

namespace {

using widgets::formatCount;
using widgets::formatProbability;
using widgets::formatValue;

QString count(std::uint64_t number) {
    return formatCount(static_cast<std::int64_t>(number));
}

QString contextText(const NgramDerivationStep& step) {
    QStringList words;
    for (const auto& word : step.context) {
        words << QString::fromStdString(word);
    }
    return words.join(u' ');
}

QString conditional(const NgramDerivation& derivation, const NgramDerivationStep& step) {
    const auto word = QString::fromStdString(derivation.word);
    return step.context.empty() ? QStringLiteral("p(%1)").arg(word)
                                : QStringLiteral("p(%1 | %2)").arg(word, contextText(step));
}

bool interpolates(const NgramDerivation& derivation) {
    return derivation.estimate
        && (derivation.estimate->smoothing == NgramSmoothing::KneserNey
            || derivation.estimate->smoothing == NgramSmoothing::ModifiedKneserNey);
}

QString countsLine(const NgramDerivation& derivation, const NgramDerivationStep& step) {
    const auto& evidence = *step.evidence;
    const auto word = QString::fromStdString(derivation.word);
    const auto context = contextText(step);
    const auto name = evidence.continuations ? QStringLiteral("N₁₊(•%1)") : QStringLiteral("c(%1)");
    const auto whole = context.isEmpty() ? word : context + u' ' + word;
    const auto all = context.isEmpty() ? QStringLiteral("•") : context + QStringLiteral(" •");
    return QStringLiteral("%1 = %2   %3 = %4")
        .arg(name.arg(evidence.continuations ? u' ' + whole : whole), count(evidence.count),
            name.arg(evidence.continuations ? u' ' + all : all), count(evidence.total));
}

/// "(3 − 0.75) / 21 + 0.412 · 0.0189 = 0.083".
QString interpolation(const NgramDerivationStep& step) {
    const auto& evidence = *step.evidence;
    const auto first = evidence.count > 0
        ? QStringLiteral("(%1 − %2) / %3 + ")
              .arg(count(evidence.count), formatValue(evidence.discount), count(evidence.total))
        : QString();
    return first
        + QStringLiteral("%1 · %2 = %3")
              .arg(formatValue(step.backoff), formatProbability(step.lower),
                  formatProbability(step.probability));
}

QString backedOff(const NgramDerivationStep& step) {
    return QStringLiteral("α · p′ = %1 · %2 = %3")
        .arg(formatValue(step.backoff), formatProbability(step.lower),
            formatProbability(step.probability));
}

QString foundText(const NgramDerivation& derivation, const NgramDerivationStep& step) {
    if (!step.evidence || !derivation.estimate) {
        return formatProbability(step.probability);
    }
    const auto& evidence = *step.evidence;
    const auto result = formatProbability(step.probability);
    switch (derivation.estimate->smoothing) {
    case NgramSmoothing::AddK:
        return QStringLiteral("(%1 + k) / (%2 + k·V) = %3")
            .arg(count(evidence.count), count(evidence.total), result);
    case NgramSmoothing::GoodTuring:
    case NgramSmoothing::Katz:
        return QStringLiteral("%1 · %2 / %3 = %4")
            .arg(formatValue(evidence.discount), count(evidence.count), count(evidence.total),
                result);
    default:
        return QStringLiteral("%1 / %2 = %3")
            .arg(count(evidence.count), count(evidence.total), result);
    }
}

QString stepText(const NgramDerivation& derivation, const NgramDerivationStep& step) {
    const auto head = conditional(derivation, step);
    if (!step.contextKnown) {
        return head + QLatin1Char('\n')
            + NgramWhyPanel::tr("the context was never seen: the next shorter one takes its place");
    }
    QStringList lines{head};
    if (step.evidence) {
        lines << countsLine(derivation, step);
    }
    if (interpolates(derivation) && step.evidence) {
        lines << interpolation(step);
    } else {
        lines << (step.found ? foundText(derivation, step) : backedOff(step));
    }
    return lines.join(QLatin1Char('\n'));
}

QString ngramText(const NgramDerivation& derivation, const NgramDerivationStep& step) {
    const auto word = QString::fromStdString(derivation.word);
    return step.context.empty() ? word : contextText(step) + u' ' + word;
}

/// Which n-gram is missing, and which one answers for it; empty where the longest is there.
QString missingText(const NgramDerivation& derivation) {
    const auto& longest = derivation.steps.front();
    if (longest.found || !derivation.known) {
        return {};
    }
    const auto missing = ngramText(derivation, longest);
    const auto found = std::ranges::find_if(derivation.steps, &NgramDerivationStep::found);
    return found == derivation.steps.end()
        ? NgramWhyPanel::tr("“%1” is not among the model's n-grams.").arg(missing)
        : NgramWhyPanel::tr("“%1” is not among the model's n-grams; the longest of them that the "
                            "text ends with here is “%2”.")
              .arg(missing, ngramText(derivation, *found));
}

} // namespace

QString questionOf(const NgramDerivation& derivation) {
    return conditional(derivation, derivation.steps.front());
}

QString formulaOf(const NgramDerivation& derivation) {
    if (!derivation.estimate) {
        return QStringLiteral("p(w|h) = p*(w|h),  α(h) · p(w|h′)");
    }
    switch (derivation.estimate->smoothing) {
    case NgramSmoothing::MaximumLikelihood:
        return QStringLiteral("p(w|h) = c(hw) / c(h)");
    case NgramSmoothing::AddK:
        return QStringLiteral("p(w|h) = (c(hw) + k) / (c(h) + k·V)   k = %1, V = %2")
            .arg(formatValue(derivation.estimate->addK), count(derivation.vocabulary));
    case NgramSmoothing::GoodTuring:
        return QStringLiteral("p(w|h) = d·c(hw) / c(h),  r* = (r+1)·n(r+1)/n(r) = d·r");
    case NgramSmoothing::Katz:
        return QStringLiteral("p(w|h) = d·c(hw) / c(h),  α(h)·p(w|h′)");
    case NgramSmoothing::StupidBackoff:
        return QStringLiteral("s(w|h) = c(hw) / c(h),  %1·s(w|h′)")
            .arg(formatValue(derivation.estimate->backoffFactor));
    default:
        return QStringLiteral("p(w|h) = (c(hw) − D) / c(h) + γ(h)·p(w|h′)");
    }
}

QString arithmeticOf(const NgramDerivation& derivation) {
    QStringList parts;
    for (const auto& step : derivation.steps) {
        parts << stepText(derivation, step);
    }
    return parts.join(QStringLiteral("\n\n"));
}

QString proseOf(const NgramDerivation& derivation) {
    QStringList sentences;
    if (!derivation.known) {
        sentences << NgramWhyPanel::tr(
            "The model does not know this word: it takes the probability of <unk>.");
    }
    if (const auto missing = missingText(derivation); !missing.isEmpty()) {
        sentences << missing;
    }
    if (!derivation.estimate) {
        sentences << NgramWhyPanel::tr(
            "An ARPA file holds probabilities and back-off weights, not the counts "
            "that they came from.");
    } else if (interpolates(derivation)) {
        sentences << NgramWhyPanel::tr(
            "D is what is taken from every count; γ gives what was taken to the "
            "shorter context. N₁₊ counts the different words that stand before, not "
            "how often.");
    } else if (derivation.estimate->smoothing == NgramSmoothing::MaximumLikelihood) {
        sentences << NgramWhyPanel::tr(
            "Without smoothing, what was never seen after a known context has "
            "probability 0.");
    }
    if (derivation.estimate
        && (derivation.estimate->smoothing == NgramSmoothing::AddK
            || derivation.estimate->smoothing == NgramSmoothing::GoodTuring)) {
        sentences << NgramWhyPanel::tr("What is left is shared evenly among all words: p′ = 1/V.");
    }
    sentences << NgramWhyPanel::tr("Surprisal −log₂ p = %1 bits.")
                     .arg(widgets::formatBits(-std::log2(derivation.probability)));
    return sentences.join(u' ');
}

} // namespace vitrine::app
