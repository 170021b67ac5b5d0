#include "widgets/attention/head_statistic.h"

#include <QCoreApplication>

#include "widgets/common/number_format.h"

namespace vitrine::widgets {

namespace {

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(vitrine::widgets::HeadStatistic)
};

} // namespace

std::optional<double> valueOf(const HeadStatistics& statistics, HeadStatistic which) {
    switch (which) {
    case HeadStatistic::Entropy:
        return statistics.entropy;
    case HeadStatistic::Distance:
        return statistics.meanDistance;
    case HeadStatistic::FirstToken:
        return statistics.firstToken;
    case HeadStatistic::PreviousToken:
        return statistics.previousToken;
    case HeadStatistic::DuplicateToken:
        return statistics.duplicateToken;
    case HeadStatistic::Induction:
        return statistics.induction;
    }
    return std::nullopt;
}

QString statisticName(HeadStatistic which) {
    switch (which) {
    case HeadStatistic::Entropy:
        return Texts::tr("entropy");
    case HeadStatistic::Distance:
        return Texts::tr("distance");
    case HeadStatistic::FirstToken:
        return Texts::tr("first token");
    case HeadStatistic::PreviousToken:
        return Texts::tr("previous token");
    case HeadStatistic::DuplicateToken:
        return Texts::tr("duplicate token");
    case HeadStatistic::Induction:
        return Texts::tr("induction");
    }
    return {};
}

QString shortStatisticName(HeadStatistic which) {
    switch (which) {
    case HeadStatistic::Entropy:
        return Texts::tr("entropy");
    case HeadStatistic::Distance:
        return Texts::tr("dist.", "distance, in a narrow column");
    case HeadStatistic::FirstToken:
        return Texts::tr("first", "first token, in a narrow column");
    case HeadStatistic::PreviousToken:
        return Texts::tr("prev.", "previous token, in a narrow column");
    case HeadStatistic::DuplicateToken:
        return Texts::tr("dup.", "duplicate token, in a narrow column");
    case HeadStatistic::Induction:
        return Texts::tr("ind.", "induction, in a narrow column");
    }
    return {};
}

QString statisticTip(HeadStatistic which) {
    switch (which) {
    case HeadStatistic::Entropy:
        return Texts::tr("Bits of a row of weights on average: few where each query looks at few "
                         "keys");
    case HeadStatistic::Distance:
        return Texts::tr("Tokens between query and key on average, by weight");
    case HeadStatistic::FirstToken:
        return Texts::tr("Share of the weight on the first token");
    case HeadStatistic::PreviousToken:
        return Texts::tr("Share of the weight on the token before the query");
    case HeadStatistic::DuplicateToken:
        return Texts::tr("Share of the weight on earlier tokens equal to the query's");
    case HeadStatistic::Induction:
        return Texts::tr("Share of the weight on tokens that came after an earlier token equal to "
                         "the query's");
    }
    return {};
}

QString statisticText(const HeadStatistics& statistics, HeadStatistic which) {
    const auto value = valueOf(statistics, which);
    return value ? formatNumber(*value, which == HeadStatistic::Distance ? 1 : 2)
                 : QStringLiteral("–");
}

} // namespace vitrine::widgets
