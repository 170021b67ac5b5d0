#pragma once

#include <cstdint>

#include <QString>

namespace vitrine::widgets {

/// Numbers for people, in the default QLocale: true minus signs, thousands separated.

/// Three significant digits: "0.212", "0.0041", "3.21e−7".
QString formatProbability(double probability);
/// One decimal and a narrow space: "21.2 %"; "< 0.1 %" below that.
QString formatPercent(double fraction);
/// One decimal: "8.7".
QString formatPerplexity(double perplexity);
/// Two decimals; of surprisal and entropy: "4.71".
QString formatBits(double bits);
/// A fixed number of decimals.
QString formatNumber(double value, int decimals);
/// Three significant digits of any real number: "−0.0412", "12.3", "1,204", "3.21e−7".
QString formatValue(double value);
/// Thousands separated: "49,142".
QString formatCount(std::int64_t count);

/// −log₂ p of a natural log-probability.
double surprisalBits(double logProbability);

} // namespace vitrine::widgets
