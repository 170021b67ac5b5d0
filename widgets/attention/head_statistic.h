#pragma once

#include <array>
#include <optional>

#include <QString>

#include "engine/values/head_statistics.h"

namespace vitrine::widgets {

/// One number of HeadStatistics.
enum class HeadStatistic {
    Entropy,
    Distance,
    FirstToken,
    PreviousToken,
    DuplicateToken,
    Induction,
};

inline constexpr std::array allHeadStatistics{HeadStatistic::Entropy, HeadStatistic::Distance,
    HeadStatistic::FirstToken, HeadStatistic::PreviousToken, HeadStatistic::DuplicateToken,
    HeadStatistic::Induction};

/// Unset where the text does not tell.
std::optional<double> valueOf(const HeadStatistics& statistics, HeadStatistic which);
QString statisticName(HeadStatistic which);
/// For the head of a narrow column.
QString shortStatisticName(HeadStatistic which);
/// What it measures, one sentence.
QString statisticTip(HeadStatistic which);
/// Two decimals; a dash where the text does not tell.
QString statisticText(const HeadStatistics& statistics, HeadStatistic which);

} // namespace vitrine::widgets
