#include "widgets/layers/contribution_rows.h"

#include <numeric>

namespace vitrine::widgets {

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
