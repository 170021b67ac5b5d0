#pragma once

#include <set>
#include <vector>

#include <QString>

#include "engine/values/residual_contributions.h"

namespace vitrine::widgets {

/// One bar of the contributions to a logit.
struct ContributionRow {
    enum class Kind {
        TokenEmbedding,
        PositionEmbedding,
        Attention,
        Head, ///< of an opened attention block
        AttentionBias, ///< of an opened attention block
        FeedForward,
        Constant,
        Logit, ///< the sum, last
    };
    Kind kind = Kind::TokenEmbedding;
    int layer = -1; ///< −1 outside the layers
    int head = -1; ///< of Kind::Head
    double value = 0;
    bool operator==(const ContributionRow&) const = default;
};

/// What a row of this kind is called, without its layer: "attention".
QString contributionName(ContributionRow::Kind kind);

/// What each layer's attention adds: its heads and its bias.
double attentionContribution(const LayerContribution& layer);

/// In the order of the computation; attention blocks of the layers in `opened` are followed by
/// their heads. The rows but the heads and the last add up to the last.
std::vector<ContributionRow> contributionRows(
    const ResidualContributions& contributions, const std::set<int>& opened);

} // namespace vitrine::widgets
