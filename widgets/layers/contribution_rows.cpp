#include "widgets/layers/contribution_rows.h"

#include <numeric>

#include <QCoreApplication>

namespace vitrine::widgets {

namespace {

/// Where translators find these words.
struct ContributionText {
    Q_DECLARE_TR_FUNCTIONS(vitrine::widgets::ContributionText)
};

} // namespace

QString contributionName(ContributionRow::Kind kind) {
    using Kind = ContributionRow::Kind;
    switch (kind) {
    case Kind::TokenEmbedding:
        return ContributionText::tr("token embedding");
    case Kind::PositionEmbedding:
        return ContributionText::tr("position embedding");
    case Kind::Attention:
        return ContributionText::tr("attention");
    case Kind::Head:
        return ContributionText::tr("head");
    case Kind::AttentionBias:
        //: of the output matrix
        return ContributionText::tr("bias");
    case Kind::FeedForward:
        return ContributionText::tr("feed-forward");
    case Kind::Constant:
        return ContributionText::tr("biases of norm and unembedding");
    case Kind::Logit:
        return ContributionText::tr("logit");
    }
    return {};
}

double attentionContribution(const LayerContribution& layer) {
    return std::accumulate(layer.heads.begin(), layer.heads.end(), layer.attentionBias);
}

std::vector<ContributionRow> contributionRows(
    const ResidualContributions& contributions, const std::set<int>& opened) {
    using Kind = ContributionRow::Kind;
    std::vector<ContributionRow> rows{{Kind::TokenEmbedding, -1, -1, contributions.tokenEmbedding},
        {Kind::PositionEmbedding, -1, -1, contributions.positionEmbedding}};
    for (int layer = 0; layer < static_cast<int>(contributions.layers.size()); ++layer) {
        const auto& part = contributions.layers[static_cast<std::size_t>(layer)];
        rows.push_back({Kind::Attention, layer, -1, attentionContribution(part)});
        if (opened.contains(layer)) {
            for (int head = 0; head < static_cast<int>(part.heads.size()); ++head)
                rows.push_back(
                    {Kind::Head, layer, head, part.heads[static_cast<std::size_t>(head)]});
            rows.push_back({Kind::AttentionBias, layer, -1, part.attentionBias});
        }
        rows.push_back({Kind::FeedForward, layer, -1, part.feedForward});
    }
    rows.push_back({Kind::Constant, -1, -1, contributions.constant});
    rows.push_back({Kind::Logit, -1, -1, contributions.logit});
    return rows;
}

} // namespace vitrine::widgets
