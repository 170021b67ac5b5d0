#include "widgets/common/number_format.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include <QLocale>

namespace vitrine::widgets {

namespace {

constexpr QChar minusSign(0x2212);
constexpr QChar narrowNoBreakSpace(0x202F);
// Below this a fixed-point number would hide its three digits behind zeros.
constexpr double smallestFixed = 1e-4;

QString withTrueMinus(QString number) {
    return number.replace(QLatin1Char('-'), minusSign);
}

/// Three digits and a power of ten, without the zeros that fill its exponent.
QString withExponent(double value) {
    const QString text = QString::number(value, 'e', 2);
    const qsizetype e = text.indexOf(QLatin1Char('e'));
    if (e < 0) // infinite, or no number
        return QLocale().toString(value);
    const QString mantissa = QLocale().toString(text.first(e).toDouble(), 'f', 2);
    return withTrueMinus(mantissa + QLatin1Char('e') + QString::number(text.sliced(e + 1).toInt()));
}

} // namespace

QString formatProbability(double probability) {
    if (probability > 0 && probability < smallestFixed)
        return withExponent(probability);
    const int leadingZeros
        = probability > 0 ? -static_cast<int>(std::floor(std::log10(probability))) : 1;
    return formatNumber(probability, std::max(2, leadingZeros + 2));
}

QString formatPercent(double fraction) {
    constexpr double smallestShown = 0.0005;
    if (fraction > 0 && fraction < smallestShown)
        return QLatin1String("< ") + formatPercent(0.001);
    return formatNumber(fraction * 100, 1) + narrowNoBreakSpace + QLatin1Char('%');
}

QString formatPerplexity(double perplexity) {
    return formatNumber(perplexity, 1);
}

QString formatBits(double bits) {
    return formatNumber(bits, 2);
}

QString formatNumber(double value, int decimals) {
    const QString text = QLocale().toString(value, 'f', decimals);
    // A value that rounds to zero has no sign.
    const bool zero = std::abs(value) < 0.5 * std::pow(10.0, -decimals);
    return zero ? QLocale().toString(0.0, 'f', decimals) : withTrueMinus(text);
}

QString formatValue(double value) {
    constexpr int digits = 3;
    constexpr double largestFixed = 1e6;
    const double magnitude = std::abs(value);
    if (!(magnitude < largestFixed) || (magnitude > 0 && magnitude < smallestFixed))
        return withExponent(value);
    const int leading = magnitude > 0 ? static_cast<int>(std::floor(std::log10(magnitude))) : 0;
    return formatNumber(value, std::max(0, digits - 1 - leading));
}

QString formatCount(std::int64_t count) {
    return withTrueMinus(QLocale().toString(static_cast<qlonglong>(count)));
}

double surprisalBits(double logProbability) {
    return -logProbability / std::numbers::ln2;
}

} // namespace vitrine::widgets
